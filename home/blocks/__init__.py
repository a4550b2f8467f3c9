from home.blocks.front import HeroBlock
from home.blocks.lists import ChosenBlock, LatestBlock
from home.blocks.panels import FigureBandBlock, SignupBlock, WordsBlock
from home.blocks.stream import HomeBlock

__all__ = [
    "ChosenBlock",
    "FigureBandBlock",
    "HeroBlock",
    "HomeBlock",
    "LatestBlock",
    "SignupBlock",
    "WordsBlock",
]
