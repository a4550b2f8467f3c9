"""What the pattern page shows: every component's arguments, in every state, made up and said so."""

from datetime import date
from types import SimpleNamespace as Thing

from django import forms
from django.contrib.messages.constants import DEFAULT_LEVELS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils.safestring import SafeString

from content.art.signs import STATUS_WORDS
from content.blocks.figures import EXAMPLE
from content.changes import EXAMPLES

STATUSES = (
    "described", "described", "nothing", "described", "described", "described", "nothing",
    "described", "not-recorded", "unexplored", "early", "described", "not-applicable",
)  # fmt: skip
KINDS = {
    "case-study": "Case study",
    "practice": "Practice example",
    "protocol": "Protocol",
    "toolkit": "Toolkit",
    "guide": "Guide",
    "resource": "Resource",
    "research": "Research",
    "policy": "Law and guidance",
    "service": "Service",
    "event": "Training",
    "answer": "Helpline answer",
    "news": "Hub News",
}
SECTORS = [("schools", "Schools and colleges"), ("police", "Police"), ("health", "Maternity")]
WRONG_ANSWERS = {
    "wrong-name": "Sam Example",
    "wrong-email": "sam.example.org",
    "wrong-topics": ["visits"],
    "wrong-message": "What was typed stays.",
}
HOURS = [
    Thing(label="Monday", value="9 am to 5 pm"),
    Thing(label="Tuesday", value="9 am to 5 pm", is_today=True),
    Thing(label="Wednesday", value="Closed"),
]
SECTIONS = ("Context and need", "Strategy", "Funding", "Policies and procedures", "Identification")


class SpecimenForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(
        label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="We send a code to this address whenever you sign in. There is no password.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address with an @, such as name@example.org"},
    )
    sector = forms.ChoiceField(
        label="What kind of work do you do?",
        choices=[("", "Please choose"), *SECTORS],
        error_messages={"required": "Choose the kind of work you do"},
    )
    how_often = forms.ChoiceField(
        label="How often?",
        choices=[("week", "Every week"), ("month", "Every month")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often we may write"},
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        required=False,
        help_text="Leave all empty to get everything.",
        choices=[("school", "Schooling"), ("truth", "Telling the truth"), ("visits", "Visits")],
        widget=forms.CheckboxSelectMultiple,
    )
    started = forms.DateField(
        label="Since when?", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    message = forms.CharField(label="A longer answer", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(
        label="Yes, send me Hub News by e-mail.",
        help_text="Alongside alone will send it, about once a month.",
        error_messages={"required": "Tick the box if you want Hub News"},
    )


class SpecimenFilters(forms.Form):
    """A line of filters."""

    format = forms.ChoiceField(label="How", choices=[("", "Online or in person")], required=False)
    sector = forms.ChoiceField(label="For whom", choices=SECTORS, required=False)


def _helplines() -> tuple[Thing, Thing]:
    """One that is open, and one that is closed."""
    open_now = Thing(
        number="08081 570 123",
        number_href="tel:+448081570123",
        is_open=True,
        opening_label="Open now, until 5 pm",
        note="Free helpline for professionals",
        url="#helpline",
        is_sample=True,
        week=HOURS,
        hours_in_words=["Monday and Tuesday, 9 am to 5 pm"],
        days_closed=[Thing(label="Friday 25 December", value="Closed for Christmas")],
    )
    closed = Thing(
        number="08081 570 123",
        number_href="tel:+448081570123",
        is_open=False,
        opening_label="Opens Wednesday, 9 am",
        note="Ask for a call back",
    )
    return open_now, closed


def _navigation() -> dict[str, object]:
    open_now, closed = _helplines()
    menu = [
        Thing(label=label, url="#", is_current=label == "Training")
        for label in ("Library", "By stage", "Services near you", "Training", "Hub News")
    ]
    families = [Thing(label=label, url="#") for label in ("Help for families", "Easy Read")]
    footer = [
        Thing(label="Are you a parent, carer or young person?", children=families),
        Thing(label="About the hub", children=[Thing(label="Who we are", url="#")]),
        *(Thing(label=label, url="#") for label in ("Accessibility", "Privacy", "Cookies")),
    ]
    return {
        "site": Thing(
            name="Alongside",
            strap="For people who support children with a parent in prison",
            helpline=open_now,
            footer_text="The information hub for professionals across the UK.",
        ),
        "closed": closed,
        "menu": menu,
        "footer": footer,
        "crumbs": [
            Thing(label="Home", url="#"),
            Thing(label="Library", url="#"),
            Thing(label="Telford", url=""),
        ],
    }


EVIDENCE = (
    Thing(
        label="Methodological quality",
        rating="none",
        word="Not yet judged",
        why="Nothing was measured, so there is nothing to rate.",
    ),
    Thing(label="Centred on the child", rating="standard", word="Meets the standard"),
    Thing(label="Useful for practice", rating="plus", word="Strong"),
)


def _study() -> dict[str, object]:
    return {
        "kinds": KINDS.items(),
        "statuses": STATUSES,
        "each_status": tuple(STATUS_WORDS),
        "facts": [
            Thing(icon="place", text="Telford and Wrekin"),
            Thing(icon="flag", text="Exploring"),
            "Information from 2008",
        ],
        "figures": [
            Thing(value="780", label="offenders known locally"),
            Thing(value="226", label="of them in custody"),
        ],
        "glance": [
            Thing(label="Led by", value="Families Do Matter, West Midlands"),
            Thing(label="Funding", value="£2 million over three years", note="Invest to Save"),
            Thing(label="Stages", value="Any stage"),
            Thing(label="How complete it is", statuses=STATUSES),
        ],
        "sections": [
            Thing(label=label, anchor=f"s{number}", number=number, status=status)
            for number, (label, status) in enumerate(
                zip(SECTIONS, STATUSES, strict=False), start=1
            )
        ],
        "section_text": SafeString("<p>Children came to notice by chance.</p>"),
        "lessons": [
            SafeString("<b>Put everyone in one room.</b> It was the first time."),
            "Pool what you have.",
        ],
        "evidence": list(EVIDENCE),
        "rich_text": SafeString(
            '<h2>What the child may be facing</h2><p>Mostly, <em>not knowing</em>. Welsh: '
            '<span lang="cy">tŷ, dŵr</span>. <a href="#">A link</a>.</p>'
            "<ul><li>probation</li><li>drug services</li></ul><ol><li>First</li><li>Then</li></ol>"
        ),
    }  # fmt: skip


def _stages(current: str = "", here: tuple[str, ...] = (), *, counted: bool = False) -> list[Thing]:
    texts = {
        "Arrest": "The knock at the door, police custody, bail",
        "Court": "Remand, trial and the day of the sentence",
        "Custody": "First days, letters, calls and visits, moves",
        "Release": "Getting ready, coming home, recall",
    }
    return [
        Thing(label=label, url="#", text=text, count=len(label) if counted else None,
              is_current=label == current, is_on=label in here)
        for label, text in texts.items()
    ]  # fmt: skip


def _home() -> dict[str, object]:
    return {
        "stages": _stages(),
        "stages_filtered": _stages("Custody", counted=True),
        "stages_here": _stages(here=("Court", "Custody")),
        "stages_also": [Thing(label="In the community (8)", url="#"),
                        Thing(label="Any stage (19)", url="#", is_current=True)],
        "pack": Thing(
            action="#",
            title="Two choices, one pack",
            first=Thing(label="I work in", name="sector", options=SECTORS),
            second=Thing(label="and the child’s parent is at", name="stage",
                         options=[("court", "Court: sentencing")]),
            button="Show my pack",
            note="A briefing, a checklist and who to call.",
        ),
        "journey": Thing(title="Where is the parent now?", stages=_stages(),
                         text="Two lines, a parent’s and a child’s."),
        "examples": [Thing(label="school policy", url="#"), Thing(label="first visit", url="#")],
        "index": [Thing(label=label, url="#", count=len(label)) for _, label in SECTORS],
        "links": [Thing(title="Two schools, one policy", url="#", text="Recording, 38 minutes")],
        "earlier_figures": ["It covers one year.", "Earlier estimates counted something else."],
    }  # fmt: skip


def _finder() -> dict[str, object]:
    """What a list is narrowed by."""
    options = [
        Thing(slug=slug, label=label, count=count, is_chosen=slug == "schools")
        for (slug, label), count in zip(SECTORS, (27, 3, 0), strict=True)
    ]
    sectors = Thing(label="", shown=options, rest=[], total=3)
    topics = Thing(label="", shown=options[:1], rest=options[1:], total=3)
    return {
        "facets": [
            Thing(name="sector", label="Sector", parts=[sectors], is_open=True),
            Thing(name="topic", label="Topic", parts=[topics], is_open=False),
        ],
        "chips": [
            Thing(kind="Sector", label="Schools and colleges", url="#"),
            Thing(kind="Place", label="England", url="#"),
        ],
        "sorts": [("", "Best match", True), ("newest", "Newest", False)],
        "advice": [Thing(text="Remove Place: England", count_text="3 items", url="#")],
    }


def specimens() -> dict[str, object]:
    """The context of the pattern page."""
    pages = Paginator(range(66), 8)
    return {
        **_navigation(),
        **_study(),
        **_home(),
        **_finder(),
        "statistic": EXAMPLE,
        "old_statistic": EXAMPLE | {"is_current": False, "newer": EXAMPLE},
        "form": SpecimenForm(),
        "wrong_form": SpecimenForm(WRONG_ANSWERS, prefix="wrong"),
        "filters": SpecimenFilters(prefix="filter"),
        "a_date": date(2026, 12, 9),
        "pages": [pages.page(number) for number in (1, 4, 9)],
        "contents_of_edition": [
            Thing(title="A named adult in every school", kind_label="Case study"),
            Thing(title="Introduction to supporting children", kind_label="Training"),
        ],
        "messages": [
            Message(level, f"This is what {name.lower()} says.")
            for name, level in DEFAULT_LEVELS.items()
        ],
        "sittings": [
            Thing(words="Wednesday 9 December 2026", hours="4 to 5.30 pm", calendar_url="#"),
            Thing(words="Wednesday 13 January 2027", hours="9.30 to 11 am", notes="Sampleton"),
        ],
        "guide_steps": [{"title": "What to say first", "url": "#", "summary": "Three sentences."}],
        "changes": EXAMPLES,
        "terms": [{"slug": "remand", "term": "remand", "definition": "Prison before the trial."}],
        "citation": {"harvard": "Example, A. (2024) What we counted. Sampleton: Example Press."},
        "download_facts": ["PDF", "96 KB", "1 page", "Easy Read"],
        "tools": [
            Thing(label="Save", url="#", icon="save"),
            Thing(label="Cite", url="#", icon="cite"),
        ],
    }
