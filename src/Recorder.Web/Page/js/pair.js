// The page that asks for the panel's code; paired, it becomes the recorder's own page.

const form = document.getElementById('pair');
const code = document.getElementById('code');
const answer = document.getElementById('answer');

form.addEventListener('submit', async event => {
  event.preventDefault();
  answer.textContent = '';
  try {
    const response = await fetch('api/pair', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code: code.value }),
    });
    if (response.ok) return location.replace('./');
    answer.textContent = (await response.json()).sentence;
  } catch {
    answer.textContent = 'The recorder does not answer. Is it on, and in the same network?';
  }
  code.select();
});
