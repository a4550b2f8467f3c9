"""What a home page is made of, in any order."""

from wagtail import blocks

from home.blocks.front import HeroBlock
from home.blocks.lists import ChosenBlock, DatesBlock, LatestBlock, SectorsBlock
from home.blocks.panels import FigureBandBlock, SignupBlock, WordsBlock


class HomeBlock(blocks.StreamBlock):
    """The bands of the home page, from top to bottom."""

    hero = HeroBlock()
    chosen = ChosenBlock()
    latest = LatestBlock()
    sectors = SectorsBlock()
    dates = DatesBlock()
    figure = FigureBandBlock()
    signup = SignupBlock()
    words = WordsBlock()

    class Meta:
        block_counts = {
            "hero": {"min_num": 1, "max_num": 1},
            "sectors": {"max_num": 1},
            "figure": {"max_num": 1},
            "signup": {"max_num": 1},
        }
