// Small helpers to build and refresh elements without touching what has not changed.

/** element('button.round', { text: 'M', on: { click } }, ...children); the name carries its classes. */
export function element(name, options = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const made = document.createElement(tag || 'div');
  if (classes.length) made.classList.add(...classes);
  for (const [key, value] of Object.entries(options)) {
    if (key === 'text') made.textContent = value;
    else if (key === 'on') for (const [type, handler] of Object.entries(value)) made.addEventListener(type, handler);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child != null));
  return made;
}

/** Puts new children in only when what they show has changed. */
export function refresh(target, shownValue, build) {
  const key = JSON.stringify(shownValue);
  if (target.dataset.shown === key) return;
  target.dataset.shown = key;
  target.replaceChildren(...build().filter(child => child != null));
}

/** A name that can be written over; sends it when the field is left or Enter is pressed. */
export function nameField(label, rename) {
  const field = element('input.name', { 'aria-label': label, maxlength: 40, spellcheck: 'false', autocomplete: 'off' });
  let kept = '';
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') field.blur();
    if (event.key === 'Escape') { field.value = kept; field.blur(); }
  });
  field.addEventListener('blur', () => { if (field.value.trim() && field.value !== kept) rename(field.value.trim()); else field.value = kept; });
  return { field, show: name => { if (document.activeElement !== field) field.value = name; kept = name; } };
}
