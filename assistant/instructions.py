"""Sentences in a text from outside that talk to a machine instead of a reader. They are flagged, never removed."""

# ruff: noqa: E501  # a rule is easier to read on one line

import re
import unicodedata

from assistant.cleaning import sentences

QUOTE = 200
"""Characters of a quote at most."""

_LOOK = 600
"""Characters of a sentence that are looked at at most, a window at a time."""

_MACHINE = (
    r"(?:ai|a\.i\.|artificial intelligence|(?:large )?language model|llm|chat ?bot|chatgpt|gpt(?:-?\d\S*)?|claude"
    r"|gemini|llama|copilot|dan|jailbroken|unrestricted|(?:linux )?terminal|developer mode"
    r"|assistant(?=$|[.,;:!]| (?:that|who|which|without|with)\b))"
)
_NEAR = r"(?:\W+(?!not\b|than\b|nicht\b|pas\b|no\b)\w+){0,4}?\W+"
_TOLD = r"(?:instructions?|directions|directives?|prompts?|guidelines|commands|programming|(?:system |safety )rules)"
_BEFORE = r"(?:previous|prior|above|earlier|preceding|original|initial|hidden|system|safety|all|any|your)"
_REPLY = r"(?:answers?|responses?|repl(?:y|ies)|outputs?|summar(?:y|ies))"

_PATTERNS = [
    # Leave aside what you were told.
    rf"\b(?:ignor|disregard|forget|overrid|bypass|neglect)\w*\b(?=.{{0,60}}\b{_BEFORE}\b){_NEAR}{_TOLD}\b",
    rf"\b(?:do not|don't|never|stop) (?:follow|obey|heed)\w*\b(?=.{{0,40}}\b{_BEFORE}\b){_NEAR}{_TOLD}\b",
    r"\b(?:ignore|disregard|forget) (?:all |everything )?(?:of )?(?:the )?above\b(?! \w+s\b)",
    r"\b(?:ignore|disregard|forget) (?:all|everything)(?: that)? (?:you (?:were|have been|are) told|i said|said|before)",
    # You are somebody else now.
    rf"\b(?:you are|you're|you will be|act as|behave as|pretend (?:that )?(?:you are|to be)|role-?play as){_NEAR}{_MACHINE}\b",
    r"\bfrom now on,? you (?:will|must|should|shall)(?: only| always| never)? (?:answer|respond|reply|output|obey|act as)\b",
    r"\bas an? (?:ai\b|artificial intelligence|(?:large )?language model|llm\b|chat ?bot)"
    r"(?!\W+(?:tool|course|expert|engineer|company|specialist|researcher))",
    r"\b(?:jailbreak|do anything now|(?:enable|enter|activate) (?:developer|debug|god|dan) mode)\b",
    # Say what you were told.
    r"\b(?:system|initial|hidden|original|developer|secret)[ -]?prompts?\b",
    rf"\b(?:reveal|print|output|display|expose|leak|dump|show me|tell me|what (?:are|were))(?:\W+\w+){{0,2}}?\W+your"
    rf"(?:\W+\w+){{0,2}}?\W+(?:{_TOLD}|system message|training data)\b",
    r"\b(?:reveal|print|output|show|repeat|list|give|write)(?:\W+\w+){0,3}?\W+(?:system|hidden|initial|secret)\W+(?:instructions|rules|messages?)\b",
    r"\b(?:reveal|print|output|show|send|display)\w*\b(?:\W+\w+){0,4}?\W+api keys?\b",
    # Keep it from the user.
    r"\b(?:do not|don't|never|without|must not)(?: ever)? (?:tell|mention|inform|reveal|show|alert|notify|warn|disclos)\w*"
    r"(?:\W+\w+){0,5}?\W+(?:users?|human)\b",
    # Marks that belong to a conversation with a model.
    r"<\|[a-z_ ]{2,30}\|>|\[/?inst\]|<</?sys>>|\[/?system\]",
    r"</?(?:system|assistant|instructions?|passages?|user|human|prompt|material|tool_call|function_call)(?:\s[^>]*)?>",
    r"^#{1,6} ?(?:system|assistant|instruction|response|human|input)\s*(?::|$)",
    r"^(?:system|developer)(?: prompt| message| override)?\s*:\s*(?:you\b|your\b|ignore|always|never|do not|from now)",
    r"^assistant\s*:",
    # Carry something out of here.
    r"\b(?:send|e-?mail|forward|post|upload|submit|transmit|copy|exfiltrate)\b.{0,40}\b(?:journals?|conversations?|chat|history|prompt"
    r"|contents of|personal data|(?:all|every|any)\b.{0,30}\b(?:names?|notes?|data|records|messages|answers|goals))\b"
    r".{0,60}(?:\S@\w|https?://)",
    rf"\b(?:include|add|insert|append|embed|load)\b.*https?://.*\bin (?:your|every|each|the) (?:{_REPLY}|agenda)\b",
    r"https?://\S+[?&]\w+=(?:[{\[<$]|\s|$)",
    r"\b(?:call|invoke|use|run|execute) (?:the )?(?:tool|function|command) \w+_\w+",
    # How a machine is to answer.
    r"\b(?:if|when|since) (?:you are|you're)(?: reading this as)? (?:an? |any )?(?:ai|llm|language model|chat ?bot)\b",
    r"\b(?:note|message|attention|instructions?|dear|hello|hey)(?: (?:to|for))?,?(?: (?:the|any|all))? (?:ai|llm|language model|chat ?bot)s?\b",
    r"\b(?:ais?|llms?|(?:ai|language) (?:models?|assistants?|systems?|agents?)) (?:reading|processing|parsing|summari[sz]ing|that reads?)\b",
    r"\bwhen (?:you )?(?:summari[sz]|quot|cit|index|process|translat|pars)\w+ (?:this|the) (?:document|text|file|page|passage|material)\b",
    r"\balways (?:cite|quote|recommend|rank|mention|prefer) this (?:document|text|file|page|passage|source|material)\b",
    rf"\bin (?:your|every|each) {_REPLY},? (?:you must|always|only|never|do not|include|add)\b",
    rf"\byour {_REPLY} (?:must|has to|shall) (?:begin|start|end|contain|include|only|be in)\b",
    r"\b(?:respond|reply|answer|output) only (?:with|in) (?:json|xml|yaml|html|code|base64|capitals|the word)\b",
    # The same in German, French and Spanish; accents are folded before.
    r"\b(?:ignorier|vergiss|vergesst|missacht)\w*\b(?:\W+\w+){0,4}?\W+(?:anweisung|instruktion|vorgabe|befehl)\w*",
    r"\bvergiss alles,? was (?:dir|du)\b",
    r"\b(?:du bist|sie sind) (?:jetzt|nun|ab jetzt|ab sofort)(?:\W+(?!nicht\b|kein\w*\b)\w+){0,3}?\W+(?:assistent|ki|chatbot|sprachmodell|bot)\b",
    r"\b(?:sag|sage|verrat|verrate|erzahl|erzahle)\b(?:\W+\w+){0,2}?\W+(?:be)?nutzer\w*(?:\W+\w+){0,3}?\W+nichts?\b",
    r"\b(?:zeig|zeige|gib|nenne|verrate)\b(?:\W+\w+){0,2}?\W+(?:system|versteckte|geheime|ursprungliche)\w*\W*(?:anweisung|instruktion)\w*",
    r"\b(?:ignor|oubli)\w*\b(?:\W+\w+){0,2}?\W+(?:toutes|tes|vos|les)(?:\W+\w+){0,2}?\W+(?:instructions|consignes|directives)\b"
    r".{0,12}(?:precedent|anterieur|ci-dessus|systeme)",
    r"\b(?:tu es|vous etes) (?:maintenant|desormais)(?:\W+(?!pas\b)\w+){0,3}?\W+(?:assistant|ia|chatbot|modele)\b",
    r"\b(?:affiche|montre|revele)\w*\W+(?:\w+\W+){0,2}?(?:instructions|consignes)\W+(?:systeme|cachees|initiales|secretes)",
    r"\bne (?:\w+ ){0,2}?(?:dis|dites|mentionne|revele)\w* (?:\w+ ){0,3}?(?:a l'utilisateur|aux utilisateurs)",
    r"\b(?:ignora|olvida|omite|descarta)\w*\b(?:\W+\w+){0,3}?\W+(?:instrucciones|indicaciones|ordenes)\W+(?:anteriores|previas|del sistema)",
    r"\b(?:ahora eres|eres ahora|a partir de ahora eres)(?:\W+(?!no\b)\w+){0,3}?\W+(?:asistente|ia|chatbot|modelo)\b",
    r"\b(?:muestra|revela|imprime)\w*\W+(?:\w+\W+){0,2}?instrucciones\W+(?:ocultas|secretas|del sistema|iniciales)",
    r"\bno (?:se )?(?:lo |le )?(?:digas|menciones|reveles|informes)\b.{0,30}\busuarios?\b",
]
_RULES = [re.compile(pattern) for pattern in _PATTERNS]

_CUE = re.compile(
    r"ignor|disregard|forget|overrid|bypass|neglect|follow|obey|heed|you are|you're|you will|act as|behave|pretend|play as"
    r"|from now|as an? |jailbreak|do anything|mode\b|prompt|your |instruction|rules|api key|user|human|\||\[|<|#|:"
    r"|@|https?:|_|\bai\b|\bais\b|llm|language model|summari|quot|cit|index|process|pars|translat|always|only (?:with|in)"
    r"|verg|missacht|du bist|sie sind|nutzer|oubli|tu es|vous etes|consignes|utilisateur|olvida|omite|descarta|eres|instrucciones|usuario"
)
"""Without one of these no rule can match: most sentences need no second look."""

_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u03bf\u03b1\u03b9\u03c1\u03bd\u2019\u2018\u2010\u2011",
    "aeopcyxijsdoaipv''--",
)


def instruction_like(text: str) -> list[str]:
    """The sentences that look like orders to a machine, as they stand there."""
    found = (sentence for sentence in sentences(text) if _is_order(sentence))
    return [sentence if len(sentence) <= QUOTE else sentence[: QUOTE - 1] + "\u2026" for sentence in found]


def _is_order(sentence: str) -> bool:
    for start in range(0, len(sentence), _LOOK // 2):
        folded = _fold(sentence[start : start + _LOOK])
        if _CUE.search(folded) and any(rule.search(folded) for rule in _RULES):
            return True
        if start + _LOOK >= len(sentence):
            break
    return False


def _fold(text: str) -> str:
    """As it would be read aloud: small letters without accents, and letters that only look alike made one."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        if re.search("[a-zA-Z]", text):
            text = text.lower().translate(_LOOKALIKES)
    return " ".join(text.lower().split())
