"""What to do, one thing after another."""

from wagtail import blocks


class StepBlock(blocks.StructBlock):
    """One thing to do, in a sentence or two."""

    title = blocks.CharBlock(max_length=80, help_text="Begin with the verb: “Say one true thing”.")
    text = blocks.TextBlock(max_length=400)

    class Meta:
        template = "blocks/step.html"
        preview_template = "blocks/previews/step.html"
        group = "Words"
        label = "Step"
        icon = "tick"
        description = "One thing to do today."
        preview_value = {
            "title": "Say one true thing",
            "text": "“I know that your mum isn’t at home just now.”",
        }
