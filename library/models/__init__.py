from library.models.base import LibraryPage, Partner
from library.models.case_studies import CaseStudyPage
from library.models.index import LibraryIndexPage
from library.models.practice import PracticeExamplePage

__all__ = ["CaseStudyPage", "LibraryIndexPage", "LibraryPage", "Partner", "PracticeExamplePage"]
