"""What the committee and the program talk about: the RAID log, questions with their decisions, and actions."""

from __future__ import annotations

from datetime import date

from programs.actions import action_items, committee_decisions, raid_items
from programs.demo.governance_story import QuestionStory, RiskStory, TaskStory
from programs.demo.telling import Telling
from programs.models import Meeting


def tell_agenda(telling: Telling) -> None:
    record = telling.story.record
    for risk in record.risks:
        telling.at(risk.on, note, risk)
        if risk.closed is not None:
            telling.at(risk.closed, close, risk)
    for question in record.questions:
        telling.at(question.on, ask, question)
        for day, outcome, words in question.answers:
            telling.at(day, decide, (question, outcome, words))
        if question.done is not None:
            telling.at(question.done, carry_out, question)
    for task in record.tasks:
        telling.at(task.on, assign, task)
        if task.done is not None:
            telling.at(task.done, finish, task)


def note(telling: Telling, told: RiskStory, on: date) -> None:
    probability, impact = told.rated or (None, None)
    telling.risks[told.key or told.title] = raid_items.raise_item(
        telling.program,
        by=telling.person(told.by),
        on=on,
        kind=told.kind,
        title=told.title,
        description=told.description,
        response=told.response,
        milestone=telling.items.get(told.item),
        owner=telling.person(told.owner),
        probability=probability,
        impact=impact,
        due_on=None if told.due is None else telling.days.intended(told.due),
    )


def close(telling: Telling, told: RiskStory, on: date) -> None:
    item = telling.risks[told.key or told.title]
    raid_items.close(item, by=telling.person(told.owner), on=on, outcome=told.outcome)


def ask(telling: Telling, told: QuestionStory, on: date) -> None:
    telling.questions[told.key or told.question] = committee_decisions.ask(
        telling.program,
        by=telling.person(told.by),
        on=on,
        committee=telling.committee,
        question=told.question,
        recommendation=told.recommendation,
        cost_of_waiting=told.waiting,
        owner=telling.stage.people[told.owner],
        needed_by=None if told.needed is None else telling.days.intended(told.needed),
    )


def decide(telling: Telling, told: tuple[QuestionStory, str, str], on: date) -> None:
    """In the meeting of the day; between two meetings by the chair alone."""
    question, outcome, words = told
    committee_decisions.decide(
        telling.questions[question.key or question.question],
        by=telling.chair,
        on=on,
        outcome=outcome,
        decision=words,
        meeting=meeting_of(telling, on),
    )


def meeting_of(telling: Telling, on: date) -> Meeting | None:
    """The meeting of the committee that was held on the day, if there was one."""
    return telling.committee.meetings.filter(held_on=on).first()


def carry_out(telling: Telling, told: QuestionStory, on: date) -> None:
    decided = telling.questions[told.key or told.question]
    committee_decisions.mark_done(decided, by=decided.owner, on=on)


def assign(telling: Telling, told: TaskStory, on: date) -> None:
    telling.tasks[told] = action_items.assign(
        telling.program,
        by=telling.person(told.by),
        on=on,
        title=told.title,
        owner=telling.stage.people[told.owner],
        due_on=telling.days.intended(told.due),
        meeting=meeting_of(telling, on) if told.met else None,
        decision=telling.questions.get(told.question),
        raid_item=telling.risks.get(told.risk),
    )


def finish(telling: Telling, told: TaskStory, on: date) -> None:
    item = telling.tasks[told]
    action_items.finish(item, by=item.owner, on=on, note=told.note)
