"""Pages with more on them than anybody would write: no layout may depend on short words."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from content.blocks import BodyBlock
from content.models import CustomDocument, Organisation, StandardPage
from events.models import EventIndexPage
from library.models import KeyStatistic, LibraryIndexPage, Reference
from taxonomy.models import AgeBand, Area, Role, Sector, Stage, Topic
from tests.factories.content import picture
from tests.factories.events import TrainingEventPageFactory, date_block
from tests.factories.library import CaseStudyFactory, PracticeExampleFactory
from tests.factories.services import service

WORD = "Kindeswohlgefährdungseinschätzungsverfahrensordnung"
TITLE = f"{WORD} and {'what every colleague in the county should know about it ' * 3}today"[:255]
ADDRESS = f"https://example.org/{'a-very-long-address/' * 12}"
PARAGRAPH = f"{WORD} {'and then one more thing that has to be said ' * 12}"
ALL = {
    "topics": Topic,
    "sectors": Sector,
    "roles": Role,
    "stages": Stage,
    "ages": AgeBand,
    "areas": Area,
}


def make() -> None:
    """One overfull page of each kind, longer than the forms of the desk would let through."""
    home = Page.objects.get(depth=2)
    terms = {name: list(model.objects.all()[:40]) for name, model in ALL.items()}
    organisation = Organisation.objects.create(name=TITLE[:160])
    words = {"title": TITLE[:90], "summary": PARAGRAPH[:160], "is_sample": True}
    library = LibraryIndexPage.objects.get()
    for kind, factory in {
        "case-study": CaseStudyFactory,
        "practice": PracticeExampleFactory,
    }.items():
        factory(
            **words,
            **terms,
            slug=f"overfull-{kind}",
            parent=library,
            lead_organisation=organisation,
            change_kind="corrected",
            what_changed=PARAGRAPH[:200],
        )
    service(
        **words | {"title": "overfull-service"},
        areas=terms["areas"],
        ages=terms["ages"],
        stages=terms["stages"],
        provider=organisation,
        about=PARAGRAPH * 2,
        takes=PARAGRAPH[:400],
        cannot_take=PARAGRAPH[:400],
        how_to_refer=PARAGRAPH[:400],
        accessibility=PARAGRAPH[:400],
        waiting_time=WORD[:120],
        languages=PARAGRAPH[:200],
        contact_role=WORD[:80],
        email=f"{'a' * 60}@{'b' * 60}.example.org",
        website=ADDRESS[:500],
        address=f"{WORD}\n{WORD}",
        town=WORD[:80],
        postcode="TF1 1MM",
        verified_by=PARAGRAPH[:80],
        hours_note=PARAGRAPH[:160],
    )
    TrainingEventPageFactory(
        **words,
        slug="overfull-event",
        parent=EventIndexPage.objects.get(),
        venue=f"{WORD}, {WORD}"[:200],
        audience=PARAGRAPH[:160],
        price=WORD[:80],
        organiser=organisation,
        cpd_hours=Decimal("123.5"),
        contact_name=WORD,
        contact_email=f"{'a' * 60}@{'b' * 60}.example.org",
        dates=[_date(timezone.now() + timedelta(days=7 * week)) for week in range(1, 25)],
        body=[("text", f"<h2>{TITLE}</h2><p>{PARAGRAPH}</p>")],
        live=True,
    )
    home.add_child(
        instance=StandardPage(
            title=TITLE,
            slug="overfull-standard-page",
            introduction=PARAGRAPH[:300],
            body=_every_block(),
        )
    )
    Page.objects.filter(slug__startswith="overfull-").update(title=TITLE)


def _date(starts: datetime) -> dict:
    return date_block(starts, starts + timedelta(hours=2), capacity=9999, note=WORD)


def _statistic() -> KeyStatistic:
    work = Reference.objects.create(authors=WORD, title=TITLE[:250], url=ADDRESS)
    return KeyStatistic.objects.create(
        slug="overfull",
        figure="About 1,234,567,890,123",
        counts=PARAGRAPH[:160],
        area=WORD,
        period=WORD,
        definition=PARAGRAPH,
        use_with_care=PARAGRAPH[:400],
        superseded_by=KeyStatistic.objects.first(),
        source=work,
    )


def _every_block() -> list:
    """Each block of the page kit as its preview has it, and then with far too long words."""
    image = picture(title=WORD, description="A street in the evening", credit=WORD)
    document = CustomDocument.objects.create(
        title=TITLE, file=ContentFile(b"words", name="overfull.txt")
    )
    body = []
    for name, block in BodyBlock().child_blocks.items():
        value = block.get_preview_value()
        if name == "picture":
            value = {"image": image, "caption": PARAGRAPH[:200]}
        if name == "statistic":
            value = _statistic()
        if name == "download":
            value = {"document": document, "note": WORD}
        body.append((name, value))
    columns = [{"type": "words", "heading": WORD} for _ in range(8)]
    rows = [{"values": [WORD] * 8} for _ in range(3)]
    table = (
        BodyBlock()
        .child_blocks["table"]
        .to_python(
            {"caption": TITLE[:160], "table": {"columns": columns, "rows": rows}, "source": WORD}
        )
    )
    return [
        *body,
        ("text", f"<h2>{TITLE}</h2><p>{PARAGRAPH}<a href='{ADDRESS}'>{ADDRESS}</a></p>"),
        ("table", table),
        ("quote", {"text": PARAGRAPH, "speaker": WORD, "is_sample": True}),
        ("notice", BodyBlock().child_blocks["notice"].get_preview_value()),
    ]
