// Commands and lists over plain requests.

const toast = document.getElementById('toast');
let toastTimer = 0;

/** Shows a sentence for a while. */
export function tell(sentence) {
  toast.textContent = sentence;
  toast.classList.add('shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.classList.remove('shown'), 2500 + 40 * sentence.length);
}

/** Posts a command such as post('setStrip', { strip: 0, parameter: 'mute', value: 1 }); tells what the recorder answers. */
export async function post(command, values = {}) {
  try {
    const answer = await fetch('/api/command', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ command, ...values }),
    });
    const reply = await answer.json();
    if (reply.sentence) tell(reply.sentence);
    return reply.accepted;
  } catch {
    tell('The recorder did not answer. It goes on by itself.');
    return false;
  }
}

/** Declarations by key: { strip, bus, master, click, cue, group }, each { faderDb: { spec, curve }, … }; and the master's aims, a list. */
export async function loadParameters() {
  const lists = await (await fetch('/api/parameters')).json();
  const keyed = list => Object.fromEntries(list.map(entry => [entry.spec.key, entry]));
  const { aims, ...parameters } = lists;
  return { ...Object.fromEntries(Object.entries(parameters).map(([name, list]) => [name, keyed(list)])), aims };
}

/** Every file of the session that can be downloaded. */
export async function loadFiles() {
  return (await fetch('/api/files')).json();
}
