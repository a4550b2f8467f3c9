/* Holds "Publish" and "Submit" back while a page is being saved by itself. Sent beside that save,
   the form would make the page a second time, or leave a draft behind what was just published. */

let saving = false;
let held = null;
let sent = false;

document.addEventListener('w-autosave:save', (event) => {
  if (sent) {
    event.preventDefault();
  } else {
    saving = true;
  }
});

document.addEventListener(
  'submit',
  (event) => {
    if (!event.target.matches('[data-edit-form]')) {
      return;
    }
    if (saving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      held = { form: event.target, button: event.submitter };
    } else {
      // Somebody after us may still ask a question first, and then it is not sent.
      setTimeout(() => {
        sent = !event.defaultPrevented;
      });
    }
  },
  { capture: true },
);

function letGo() {
  saving = false;
  if (held) {
    const { form, button } = held;
    held = null;
    // Wagtail switches a pressed button off, and a button that is off is not sent.
    if (button) button.disabled = false;
    form.requestSubmit(button);
  }
}

document.addEventListener('w-autosave:success', letGo);
document.addEventListener('w-autosave:error', letGo);
