from home.blocks.front import HeroBlock
from home.blocks.lists import ChosenBlock, DatesBlock, LatestBlock
from home.blocks.panels import FigureBandBlock, SignupBlock, WordsBlock
from home.blocks.stream import HomeBlock

__all__ = [
    "ChosenBlock",
    "DatesBlock",
    "FigureBandBlock",
    "HeroBlock",
    "HomeBlock",
    "LatestBlock",
    "SignupBlock",
    "WordsBlock",
]
