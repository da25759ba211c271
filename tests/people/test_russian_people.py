"""Who is who in Russian and Kazakh articles: whose a form is, and the name as it is shown."""

from __future__ import annotations

import pytest

from bot.people.figures import link_figures
from bot.text.morphology import readings
from bot.text.sentences import sentences_of
from bot.words.documents import Article
from bot.words.findings import Figure, Tenure
from tests.people.corpus import mentions, named
from tests.speech.speaking import article_of


def people_of(text: str, language: str = "ru") -> tuple[Article, tuple[Figure, ...]]:
    article = article_of(text, language=language)
    return article, link_figures(article, sentences_of(article), ())


def names(text: str, language: str = "ru") -> list[str]:
    return [figure.name for figure in people_of(text, language)[1]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("По мнению Петра Лесничего, дорога не готова.", "Пётр Лесничий"),
        ("По словам Льва Гордеева, дорога не готова.", "Лев Гордеев"),
        ("Дом министра Фёклы Седой сгорел.", "Фёкла Седая"),
        ("Встречу с Энтони Блумбергом перенесли.", "Энтони Блумберг"),
        ("Об этом говорили с адмиралом Тимуром Алпаевым.", "Тимур Алпаев"),
        ("Бывшему президенту Марландии Энрике Брандту предъявили обвинение.", "Энрике Брандт"),
        ("Суд оправдал президента Велморы Игната Чубаря.", "Игнат Чубарь"),
        ("По словам президента страны Касым-Жомарта Бекова, выборы пройдут весной.", "Касым-Жомарт Беков"),
        ("Председатель комиссии Клара фон дер Ляйден заявила это.", "Клара фон дер Ляйден"),
        ("Письмо отправили юристу Глебу Засекину.", "Глеб Засекин"),
        ("В городе ждали министра торговли Грузии Эдгара Тобаляна.", "Эдгар Тобалян"),
        ("Премию вручили Артему Ладову.", "Артём Ладов"),
        ("Карьера Романа Снегина была долгой.", "Роман Снегин"),
    ],
)
def test_a_name_that_stands_only_in_other_cases_is_shown_in_the_nominative(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "Умедали Рахмонзода",
        "Арман Григорзян",
        "Хасан Руханабади",
        "Тамим бен Хамад Аль Рани",
        "Бекина Дарья Петровна",
        "Боев Марат Серикалиевич",
        "Гурген Саркисянц",
        "Нелли Шкляр",
        "Ника Ю",
    ],
)
def test_names_of_any_form_are_names(name: str) -> None:
    assert names(f"Глава движения {name} заявил, что устал.") == [name]
    assert names(f"Шёл дождь. {name} приехал. Был вечер.".replace("приехал", "сказал, что рад")) == [name]


def test_husband_and_wife_are_two_and_each_form_is_whose_it_can_be() -> None:
    article, figures = people_of(
        "Президент Ильяс Агаев назначил жену. Мехрин Агаева родилась в Барде. Агаева училась там.\n"
        "По словам Агаева, жена справится. Встречу с Агаевой перенесли. С Агаевым говорили."
    )
    assert mentions(article, named(figures, "Ильяс Агаев")) == ["Ильяс Агаев", "Агаева", "Агаевым"]
    assert mentions(article, named(figures, "Мехрин Агаева")) == ["Мехрин Агаева", "Агаева", "Агаевой"]


def test_two_of_one_family_name_in_other_cases_are_two() -> None:
    text = "Палата избрала дочь президента Нурсултана Оспанова Дарину Оспанову председателем."
    assert sorted(names(text)) == ["Дарина Оспанова", "Нурсултан Оспанов"]


@pytest.mark.parametrize("family", ["Рахими", "Сатыбалды", "Дочоно"])
def test_a_family_name_of_one_form_alone_is_that_of_the_name_in_full(family: str) -> None:
    text = f"Министр Фарид {family} приехал. «Закон хорош», — сказал {family}. Потом {family} уехал."
    article, (figure,) = people_of(text)
    assert mentions(article, figure)[1:] == [family, family]


def test_a_given_name_of_one_form_goes_with_any_case_of_the_family_name() -> None:
    text = "По словам Сауле Берковой, дорога не готова. Министр Сауле Беркова приехала."
    assert names(text) == ["Сауле Беркова"]
    assert {way.case for way in readings(("Сауле", "Берковой"))} >= {"gent", "datv"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Об этом сообщила пресс-секретарь министра Брандта Ольга Серова.", ["Брандт", "Ольга Серова"]),
        (
            "Министр Лена Брандт уехала. Адвокат Брандт Ольга Серова осталась.",
            ["Лена Брандт", "Ольга Серова"],
        ),
        ("Приехала Серова Ольга Петровна.", ["Серова Ольга Петровна"]),
        ("Пела Мария Анна Серова.", ["Мария Анна Серова"]),
    ],
)
def test_a_name_in_full_behind_a_family_name_is_another_persons(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Пресс-секретарь президента Олега Зотова приехал в Тараз.", "президента"),
        ("Советник министра Олега Зотова приехал в Тараз.", "министра"),
        ("Советник министра Олег Зотов приехал в Тараз.", "Советник министра"),
    ],
)
def test_the_office_in_the_case_of_the_name_is_theirs(text: str, role: str) -> None:
    article, (figure,) = people_of(text)
    assert [article.read(one.span) for one in figure.roles] == [role]


def test_a_form_of_address_goes_to_the_one_it_fits() -> None:
    article, figures = people_of("Виктор Фёдорович Ломов приехал. Виктор Фёдорович рад. В. Ф. Ломов устал.")
    (lomov,) = figures
    assert mentions(article, lomov) == ["Виктор Фёдорович Ломов", "Виктор Фёдорович", "В. Ф. Ломов"]


def test_a_form_of_address_that_fits_two_or_nobody_joins_nobody() -> None:
    text = "Пётр Ильич Ломов и Пётр Ильич Седов приехали. Пётр Ильич рад. Иван Кузьмич ушёл."
    assert names(text) == ["Пётр Ильич Ломов", "Пётр Ильич Седов", "Пётр Ильич", "Иван Кузьмич"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Хирург больницы Анна Лебедь приехала.", "Хирург больницы"),
        ("Президент принял в Актау министра обороны Рулании Тимура Алпаева.", "министра обороны Рулании"),
    ],
)
def test_whatever_a_person_is_before_the_name_is_the_role(text: str, role: str) -> None:
    article, figures = people_of(text)
    assert [article.read(said.span) for figure in figures for said in figure.roles] == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Дочь президента Тимура Алпаева учится.",
        "Послом назначен Тимур Алпаев.",
        "Жена Тимура Алпаева молчит.",
    ],
)
def test_what_stands_in_another_case_is_no_role(text: str) -> None:
    article, figures = people_of(text)
    roles = {article.read(said.span) for figure in figures for said in figure.roles}
    assert roles.isdisjoint({"Дочь президента", "Послом назначен", "Послом", "Жена", "Дочь"})


@pytest.mark.parametrize(
    "text", ["Роман Толстого переиздали.", "Вера Громова спасла.", "Сам Порядок не нужен."]
)
def test_words_that_are_names_besides_are_none_without_agreement(text: str) -> None:
    assert all(" " not in name for name in names(text) if name != "Вера Громова")


def test_kazakh_cases_are_taken_off() -> None:
    text = "Шавкат Мирзоев Владимир Лугинмен кездесті. Лугиннің сөзінше, іс бітті. Мирзоевке хат келді."
    article, figures = people_of(text, "kk")
    assert mentions(article, named(figures, "Шавкат Мирзоев")) == ["Шавкат Мирзоев", "Мирзоевке"]
    assert mentions(article, named(figures, "Владимир Лугин")) == ["Владимир Лугинмен", "Лугиннің"]


def test_a_womans_family_name_of_russian_form_is_one_in_all_kazakh_cases() -> None:
    text = "Мұғалім Анар Белова келді. Белованың сөзінше, іс бітті. Беловаға хат келді."
    article, figures = people_of(text, "kk")
    assert mentions(article, named(figures, "Анар Белова")) == ["Анар Белова", "Белованың", "Беловаға"]


def test_a_family_name_that_is_a_noun_besides_belongs_to_a_given_name_inside_a_sentence() -> None:
    assert "Лизелотта Волк" in names("Учительница Лизелотта Волк уехала вчера.")


def test_subject_and_object_of_a_kazakh_sentence_are_two() -> None:
    text = "Президент Қасым-Жомарт Оспанов Сергей Рябовты қабылдады."
    assert names(text, "kk") == ["Қасым-Жомарт Оспанов", "Сергей Рябов"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Карен Гаспарян назначен новым премьер-министром Армандии.", "новым премьер-министром Армандии"),
        ("Президент назначил Мехрин Агаеву первым вице-президентом.", "первым вице-президентом"),
        ("Лев Громов был мэром Еревска.", "мэром Еревска"),
        ("Олег Седов стал послом в Рулании.", "послом в Рулании"),
        ("Глава движения «Группа 11» Лев Громов молчал.", "Глава движения «Группа 11»"),
    ],
)
def test_what_somebody_is_made_or_was_is_a_role(text: str, role: str) -> None:
    article, figures = people_of(text)
    assert [article.read(said.span) for figure in figures for said in figure.roles] == [role]


def test_the_country_of_an_office_is_no_part_of_the_name() -> None:
    assert names("Министр иностранных дел Армандии Арарат Агаян приехал.") == ["Арарат Агаян"]


@pytest.mark.parametrize("text", ["Партия «Нур Очаг» выступила.", "Корреспондент Очагыка спросила, кто там."])
def test_a_party_or_an_outlet_is_nobody(text: str) -> None:
    assert names(text) == []


def test_of_several_nominatives_the_one_the_article_has_is_taken() -> None:
    text = "Встречались с Энрике Каприлосом. Каприлос устал. Хасану Руханабади стало плохо."
    assert names(text) == ["Энрике Каприлос", "Хасан Руханабади"]


def test_the_verb_after_a_name_tells_more_than_the_office_before_it() -> None:
    text = "Карен Карапетов приехал. Вплоть до назначения премьер-министром Карапетов работал мэром."
    article, figures = people_of(text)
    assert mentions(article, named(figures, "Карен Карапетов")) == ["Карен Карапетов", "Карапетов"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Депутат Ольга Танарова и прокурор Игорь Пескин спорили. Помочь ей попросила Танарова Пескина.",
            {"Ольга Танарова": 2, "Игорь Пескин": 2},
        ),
        (
            "Министр Андрей Гостев принял канцлера Анну Штольц. О поставках сообщила Гостеву Штольц.",
            {"Андрей Гостев": 2, "Анна Штольц": 2},
        ),
        (
            "Министр Андрей Гостев и канцлер Анна Штольц говорили. «Поставок нет», — ответил Штольц Гостев.",
            {"Андрей Гостев": 2, "Анна Штольц": 2},
        ),
        (
            "Депутат Кайрат Ардиев выступил первым. Ардиева поддержала депутат Марта Коваленко.",
            {"Кайрат Ардиев": 2, "Марта Коваленко": 1},
        ),
        (
            "Выступила депутат Марта Коваленко. Коваленко назвал «предательницей» министр Тимур Алгаев.",
            {"Марта Коваленко": 2, "Тимур Алгаев": 1},
        ),
        (
            "Министр Андрей Гостев и депутат Мария Лугина спорили. Гостева поддержала Лугина.",
            {"Андрей Гостев": 2, "Мария Лугина": 2},
        ),
        (
            "Министр Анна Гостева и депутат Юрий Лугин спорили. Гостева поддержала Лугина.",
            {"Анна Гостева": 2, "Юрий Лугин": 2},
        ),
        (
            "Хорхе де ла Вега и Анна де ла Рока ушли. Хорхе де ла Вега вернулся.",
            {"Хорхе де ла Вега": 2, "Анна де ла Рока": 1},
        ),
        (
            "Бывшему президенту Энрике Пенья Гарро дали срок. Пенья Гарро промолчал, и Гарро осудили.",
            {"Энрике Пенья Гарро": 3},
        ),
        ("Представитель Осландии Марта Коваленко промолчала.", {"Марта Коваленко": 1}),
        ("Слова Савелина удивили мэра. Виктор Савелин промолчал.", {"Виктор Савелин": 2}),
        ("Приехала жена депутата Павла Рогова Юлия Рогова.", {"Павел Рогов": 1, "Юлия Рогова": 1}),
    ],
)
def test_names_that_stand_side_by_side_are_told_apart(text: str, expected: dict[str, int]) -> None:
    _, figures = people_of(text)
    assert {figure.name: len(figure.mentions) for figure in figures} == expected


@pytest.mark.parametrize(
    ("text", "role", "tenure"),
    [
        (
            "Его предшественник Антон Берегов занимал пост министра обороны до мая.",
            "министра обороны",
            Tenure.FORMER,
        ),
        ("Пост министра обороны до мая занимал Антон Берегов.", "министра обороны", Tenure.FORMER),
        ("Антон Берегов недавно покинул должность главы комитета.", "главы комитета", Tenure.FORMER),
        ("Антон Берегов занимает пост министра обороны.", "министра обороны", Tenure.CURRENT),
        ("Антон Берегов занял пост премьер-министра Рулании.", "премьер-министра Рулании", Tenure.CURRENT),
    ],
)
def test_a_post_that_somebody_holds_or_held_is_a_role_of_that_time(
    text: str, role: str, tenure: Tenure
) -> None:
    article, (figure,) = people_of(text)
    assert [(article.read(one.span), one.tenure) for one in figure.roles] == [(role, tenure)]


def test_whose_deputy_somebody_is_by_a_relative_pronoun_is_no_role() -> None:
    _, figures = people_of("Министр Анна Лескова, заместитель которой Иван Брагин ушёл, промолчала.")
    assert named(figures, "Иван Брагин").roles == ()


def test_a_role_in_another_case_gives_way_to_the_nominative() -> None:
    article, (figure,) = people_of(
        "Сторонники лидера оппозиции Павла Рогова ждали. Вышел лидер оппозиции Павел Рогов."
    )
    assert [article.read(role.span) for role in figure.roles] == ["лидер оппозиции"]
    article, (figure,) = people_of("Сторонники лидера оппозиции Павла Рогова ждали.")
    assert [article.read(role.span) for role in figure.roles] == ["лидера оппозиции"]


def test_a_name_is_shown_in_the_nominative_the_article_has() -> None:
    text = "О назначении Даурена Абдиева сообщили вчера. Послом станет Даурен Абдиев."
    assert names(text) == ["Даурен Абдиев"]


def test_a_given_name_no_dictionary_has_loses_its_ending_with_the_family_name() -> None:
    assert names("Посол приехал вместо Даниала Ахметьева.") == ["Даниал Ахметьев"]


def test_a_colleague_is_not_the_name_that_follows() -> None:
    text = "Светлана Лескова уехала. Слова коллеги пояснила Лескова. Ответ коллеги Лескова пояснила."
    assert names(text) == ["Светлана Лескова"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Помощница Роланда Шмидта Мэрилин Доррит заявила это.", ["Роланд Шмидт", "Мэрилин Доррит"]),
        ("Помощник Роланда Шмидта Петер Лоренц заявил это.", ["Роланд Шмидт", "Петер Лоренц"]),
        ("Жена Петра Лескова Ирма Янсон уехала.", ["Пётр Лесков", "Ирма Янсон"]),
        ("Книгу Анны Марии Петровой раскупили.", ["Анна Мария Петрова"]),
    ],
)
def test_two_full_names_side_by_side_are_two_peoples_by_their_cases(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("В город советник президента Телина приехал утром.", "Телин", {"президента"}),
        ("В город советник президента Телина приехала утром.", "Телина", {"советник президента"}),
        ("Утром был советник президента Телина.", "Телин", set()),
        ("Советник президента Дарья Телина приехала.", "Дарья Телина", {"Советник президента"}),
    ],
)
def test_of_two_posts_before_a_name_only_the_verb_tells_whose_they_are(
    text: str, name: str, role: set[str]
) -> None:
    article, figures = people_of(text)
    assert {article.read(said.span) for said in named(figures, name).roles} == role


def test_of_two_names_in_a_row_the_aide_is_the_second() -> None:
    text = "Он говорил о словах помощника Олега Бекина Анны Мировой."
    _, figures = people_of(text)
    assert not named(figures, "Олег Бекин").roles


def test_a_kazakh_place_behind_a_family_name_is_no_part_of_it() -> None:
    text = "Ерлан Бекетов келді. «Көпір керек», – деді Бекетов Орлендегі жиында."
    article, figures = people_of(text, "kk")
    assert [mentions(article, figure) for figure in figures] == [["Ерлан Бекетов", "Бекетов"]]


def test_the_owner_before_another_name_is_no_nominative() -> None:
    text = 'Адвокат вратаря ФК "Заря" Романа Лукина Игорь Тарасов попросил суд об отсрочке.'
    assert names(text) == ["Роман Лукин", "Игорь Тарасов"]


def test_whose_thing_is_the_subject_is_the_one_named_elsewhere() -> None:
    assert names("Дмитрий Снегин ушёл в мае. Вся карьера Снегина была долгой.") == ["Дмитрий Снегин"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Санкции ввели против помощника президента Олега Зотова.", []),
        ("Супруги губернатора Олега Зотова в зале не было.", ["губернатора"]),
    ],
)
def test_where_either_of_two_offices_may_be_a_names_neither_is(text: str, roles: list[str]) -> None:
    article, figures = people_of(text)
    assert [article.read(said.span) for figure in figures for said in figure.roles] == roles


@pytest.mark.parametrize(
    "text",
    [
        "Заявление представителя администрации Соединенных Штатов прочли утром.",
        "Делегация Саудовской Аравии прибыла вечером.",
        "Посол Новой Зеландии уехал.",
    ],
)
def test_a_land_of_two_words_is_nobody_in_any_case(text: str) -> None:
    assert names(text) == []


def test_a_kazakh_fathers_name_loses_its_case() -> None:
    assert names("Журналист Нартай Серікұлына хат келді.", "kk") == ["Нартай Серікұлы"]


def test_a_given_name_nobody_knows_is_not_lost_to_its_initial() -> None:
    assert names("Так сказал глава ведомства Доскул Серов. Д.Серов устал.") == ["Доскул Серов"]


def test_an_office_whose_field_is_a_word_for_people_besides_has_its_case() -> None:
    assert names("В составе группы министра энергетики Магзума Ладова нет.") == ["Магзум Ладов"]


@pytest.mark.parametrize(
    ("years", "tenure"),
    [
        ("с 2001 по 2007 год", Tenure.FORMER),
        ("в 2001–2007 годах", Tenure.FORMER),
        ("с 2007 года", Tenure.CURRENT),
    ],
)
def test_an_office_whose_years_stand_behind_it_is_over_with_them(years: str, tenure: Tenure) -> None:
    article, (figure,) = people_of(f"Андрей Фролов, министр финансов Руландии {years}, согласился.")
    assert [(article.read(one.span), one.tenure) for one in figure.roles] == [
        ("министр финансов Руландии", tenure)
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Мост открыл советник главы офиса президента Рулании Илья Котов.",
            "советник главы офиса президента Рулании",
        ),
        ("Сказал это экс-советник президента Рулании Илья Котов.", "экс-советник президента Рулании"),
        ("Совет ждал визита главы Лесной области Ильи Котова.", "главы Лесной области"),
        ("Совет простился с бывшим главой Лесной области Ильёй Котовым.", "бывшим главой Лесной области"),
    ],
)
def test_an_office_within_an_office_is_read_to_its_beginning(text: str, role: str) -> None:
    article, figures = people_of(text)
    assert [article.read(one.span) for one in named(figures, "Илья Котов").roles] == [role]


def test_a_fathers_name_behind_a_name_that_is_a_family_name_too_parts_nobody() -> None:
    assert names("Заместитель Роман Васильевич Серов работает в порту.") == ["Роман Васильевич Серов"]


def test_a_time_behind_a_post_is_no_part_of_it() -> None:
    article, figures = people_of("Пост министра дорог до назначения Тимура Алпаева был свободен.")
    assert not any("до" in article.read(role.span).split() for figure in figures for role in figure.roles)


@pytest.mark.parametrize(
    "text",
    [
        "В театре имени Антона Вязова прошла премьера.",
        "На заводе им. Павла Горкина открыли цех.",
        "На улице Ивана Дорофеина строят дом.",
        "Премию имени Анны Белкиной получил скрипач.",
    ],
)
def test_whom_a_thing_is_called_after_is_nobody_of_the_text(text: str) -> None:
    assert names(text) == []


def test_whose_a_thing_is_is_somebody_of_the_text() -> None:
    assert names("Завод Павла Горкина продали, сообщил Павел Горкин.") == ["Павел Горкин"]


def test_a_name_of_words_no_dictionary_has_is_shown_without_its_ending() -> None:
    text = "Суд разрешил выезд бывшему министру обороны Эквадории Рикардо Салинду. Рикардо Салинд живёт там."
    assert names(text) == ["Рикардо Салинд"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Губернатор назначил главой Ренату Булавину. Булавина благодарила.", "Рената Булавина"),
        ("Письмо передали президенту Мануэлу Пейшейре. Пейшейра молчал.", "Мануэл Пейшейра"),
    ],
)
def test_of_two_nominatives_the_one_the_article_has_is_the_name(text: str, name: str) -> None:
    assert names(text) == [name]


def test_who_is_called_by_the_fathers_name_keeps_the_family_name() -> None:
    text = "Учительница Раиса Егоровна Полторак открыла музей. Раиса Егоровна ушла."
    assert names(text) == ["Раиса Егоровна Полторак"]


def test_a_kazakh_name_is_shown_without_its_ending() -> None:
    text = "Президент Ерболат Сағымбекпен кездесті. «Су азайды», — деді Ерболат Сағымбек."
    assert names(text, "kk") == ["Ерболат Сағымбек"]


@pytest.mark.parametrize("trade", ["әкім", "мұғалім", "дәрігер", "тұрғын"])
def test_a_kazakh_trade_before_a_name_makes_it_somebody(trade: str) -> None:
    assert names(f"«Бөгет шыдады», — деді {trade} Серікбай Нұрлыбек.", "kk") == ["Серікбай Нұрлыбек"]
