"""English."""

from __future__ import annotations

NAMES = {"nl": "Engels", "fr": "anglais", "en": "English"}

STEMMER = "english"
SPACY = "en"
ENDINGS = ("s", "ation ing ed ly e", "e")

MODERATORS = frozenset("moderator facilitator interviewer researcher mod int".split())

OBSERVERS = frozenset("observer rapporteur notetaker note-taker".split())

BACKCHANNELS = frozenset(
    """
    yes yeah yep yup yah no nope nah hm hmm hmhm mhm mm mmm mmhm mmm-hm mm-hm uhuh uh-huh aha ah oh ow uh uhm um er erm eh hey ha haha
    ok okay right sure exactly absolutely indeed true well so wow oops please thanks bravo super top
    """.split()
)

CONNECTIVES = frozenset("and but so or because if when then while".split())

FUNCTION_WORDS = frozenset(
    """
    the a an and or but of to in on at by for from with without about into over under between through during before after against among
    is are was were be been being am has have had having do does did doing done will would shall should can could may might must i you
    he she it we they me him her us them my your his its our their mine yours ours theirs myself yourself himself herself itself this
    that these those there here what which who whom whose when where why how if because although though while until unless since than
    then so as not no nor yes very too also just only even still already again always never often sometimes maybe perhaps really quite
    some any all both each every many much more most few little less least other others another such same own don't doesn't didn't isn't
    aren't wasn't weren't can't couldn't won't wouldn't shouldn't haven't hasn't i'm i've i'd i'll you're you've we're we've they're
    they've it's that's there's what's let's he's she's get gets got getting go goes going went gone say says said saying know knows
    knew think thinks thought make makes made take takes took see sees saw seen come comes came want wants wanted look looks work works
    working need needs feel feels people thing things something someone anything anyone nothing everything everyone way time year years
    day days lot kind sort good better best well right new old first last long great now today yeah okay out up down off back away
    around
    """.split()
)
