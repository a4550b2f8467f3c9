/* Starts what Wagtail's forms would start by inline scripts, which the site's policy refuses. */

const MAY_BE_CALLED =
  /^(init(Date|Time|DateTime)Chooser|InlinePanel|MultipleChooserPanel|\w*Chooser)$/;

class Starter extends window.StimulusModule.Controller {
  static values = { call: String, with: Array };

  connect() {
    const name = this.callValue;
    const given = this.withValue;
    // Gone at once: an element that is moved within its list must not start a second time.
    this.element.remove();
    if (!MAY_BE_CALLED.test(name) || typeof window[name] !== 'function') {
      throw new Error(`${name} cannot be started`);
    }
    if (/^[A-Z]/.test(name)) {
      new window[name](...given);
    } else {
      window[name](...given);
    }
  }
}

window.wagtail.app.register('starter', Starter);
