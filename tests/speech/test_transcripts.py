"""Where the last turn of a transcript ends."""

from tests.speech.speaking import read, read_cyrillic

ENGLISH = (
    "Brooke: Did she call it dead?\nCrane: She did not, I was there.\n"
    "Brooke: We have it here.\nCrane: Then she did.\n"
    "Senator Maria Delgado interrupted the hearing.\n"
    "“The ambassador has lied to this committee,” Alan Brooke said after the hearing. Lydia Crane left."
)


def test_what_the_reporter_tells_below_a_turn_is_nobodys_turn() -> None:
    said = read(ENGLISH, "Alan Brooke m", "Lydia Crane f", "Maria Delgado f")
    assert said.speaker("Then she did") == "Lydia Crane"
    assert said.speaker("has lied") == "Alan Brooke"
    assert not any("interrupted" in part for parts in said.words for part in parts)


def test_a_row_of_a_table_is_nobodys_turn() -> None:
    text = (
        "QUESTION: Will the lake rise?\nMS. CRANE: We expect it to rise.\nQUESTION: And the pumps?\n"
        "MS. CRANE: The pumps are ready.\n| Pumps: 12, 9\n| Tested: in May"
    )
    said = read(text, "Lydia Crane f")
    assert said.speaker("The pumps are ready") == "Lydia Crane"
    assert not any("| " in part for parts in said.words for part in parts)


def test_a_label_with_a_title_names_who_speaks_though_the_text_names_nobody() -> None:
    text = (
        "QUESTION: Will the lake rise?\nMR CRANE: We expect it to rise.\nQUESTION: And the pumps?\n"
        "AMBASSADOR VOGT: The pumps are ready.\nOPERATOR: The last question.\nMR CRANE: Thank you all."
    )
    said = read(text)
    assert said.speaker("We expect it") == "MR CRANE"
    assert said.speaker("The pumps are ready") == "AMBASSADOR VOGT"
    assert said.speaker("And the pumps") is None
    assert said.speaker("The last question") is None


def test_a_label_with_an_office_in_brackets_or_behind_a_comma_is_anothers() -> None:
    text = (
        "MODERATOR: Welcome to both.\nMINISTER CRANE: [smiling] The pumps are ready.\nMODERATOR: Mr Brooke?\n"
        "ALAN BROOKE (Fishers' League): We will not pay.\nMINISTER CRANE: Then we go alone. (Laughter.)"
    )
    said = read(text, "Alan Brooke m", "Lydia Crane f")
    assert said.speaker("We will not pay") == "Alan Brooke"
    assert said.words[1] == ["The pumps are ready."]
    assert said.words[-1] == ["Then we go alone."]


def test_a_label_in_another_style_ends_the_turn_above() -> None:
    text = (
        "Mr. CRANE: The pumps are ready.\nUnidentified Reporter: And the lake?\nMr. CRANE: It will rise.\n"
        "BROOKE: He left an hour later.\nMr. CRANE: We go on."
    )
    assert not any("He left" in part for parts in read(text).words for part in parts)


def test_a_time_behind_a_label_is_no_part_of_what_is_said() -> None:
    text = (
        "Alan Brooke (00:04):\nWelcome back to all of you.\nLydia Crane (01:27):\nThe pumps are ready.\n"
        "Alan Brooke (01:29):\nAnd the lake, will it rise?\nLydia Crane (01:31):\nIt will rise in May."
    )
    said = read(text, "Alan Brooke m", "Lydia Crane f")
    assert said.words[0] == ["Welcome back to all of you."]
    assert said.speaker("It will rise") == "Lydia Crane"


def test_russian_questions_and_initials_are_labels() -> None:
    text = (
        "Вопрос: Насосы уже готовы к работе?\nС.В.Кранов: Насосы готовы, мы их испытали.\n"
        "Вопрос: Что будет с озером?\nС.В.Кранов: Озеро поднимется в мае."
    )
    said = read_cyrillic(text)
    assert said.speaker("Насосы готовы") == "С.В.Кранов"
    assert said.speaker("Что будет") is None


def test_several_turns_in_quotation_marks_may_share_a_line() -> None:
    text = (
        "Alan Brooke: “We will not pay”. Lydia Crane: “Then the pumps stop.”\n"
        "Alan Brooke: “So be it.” Lydia Crane: “We shall see.”"
    )
    said = read(text, "Alan Brooke m", "Lydia Crane f")
    assert said.words == [["We will not pay"], ["Then the pumps stop."], ["So be it."], ["We shall see."]]
    assert said.speaker("pumps stop") == said.speaker("shall see") == "Lydia Crane"
    assert said.speaker("not pay") == said.speaker("So be it") == "Alan Brooke"


def test_several_russian_turns_may_share_a_line() -> None:
    text = (
        "Пётр Кранов: «Платить не будем». Вера Бродова: «Тогда насосы встанут».\n"
        "Пётр Кранов: «Пусть так». Вера Бродова: «Посмотрим»."
    )
    said = read_cyrillic(text, "Пётр Кранов m", "Вера Бродова f")
    assert said.speaker("насосы встанут") == said.speaker("Посмотрим") == "Вера Бродова"
    assert said.speaker("Платить не") == said.speaker("Пусть так") == "Пётр Кранов"


def test_a_few_turns_under_titles_and_names_are_a_transcript() -> None:
    text = (
        "Both met reporters on Monday.\nPresident Crane (leaving): Now I leave you with the press.\n"
        "Senator Brooke: Thank you, Mr President.\nCongressman Folk: We talked about the pumps."
    )
    said = read(text, "Lydia Crane f", "Alan Brooke m", "Tom Folk m")
    assert said.speaker("leave you") == "Lydia Crane"
    assert said.speaker("about the pumps") == "Tom Folk"


def test_two_who_are_named_in_full_each_say_what_stands_behind_the_name() -> None:
    told = "Both left early, and the rain had come too late."
    english = f"Ada Lind: We will pull out the old trees.\nOmar Haddad: I am planting, not pulling.\n{told}"
    said = read(english, "Ada Lind f", "Omar Haddad m")
    assert said.speaker("We will pull out") == "Ada Lind"
    assert said.speaker("I am planting") == "Omar Haddad"
    assert not any("Both left" in part for parts in said.words for part in parts)
    russian = f"Дина Серова: Мы вырубим старые деревья.\nТимур Алпаев: Я сажаю, а не рублю.\n{told}"
    said = read_cyrillic(russian, "Дина Серова f Серовой", "Тимур Алпаев m Алпаева")
    assert said.speaker("Мы вырубим") == "Дина Серова"
    assert said.speaker("Я сажаю") == "Тимур Алпаев"
