//! Whether an act happened: from the words in front of its verb, from the clause it stands in,
//! and from the demand, accusation or denial around it.

pub(super) mod ahead;
mod complement;
mod miss;
mod reading;
mod tense;

pub(super) use ahead::leads_to_future;
pub(super) use miss::Miss;
pub(super) use reading::{Reading, told_as_past};

use std::ops::Range;

use super::Status;
use super::ontology::is_verbal;
use super::sentence::{Chunk, Clause, Opener, Sentence};
use super::story::day;
use super::words::{Ask, Pattern, Prep, Sub, Tense, class, part};
use ahead::{carrier, is_cancelled, resolved};
use complement::around;

/// Reads the status of the trigger at chunk `t`; an act that is only wished, negated or habitual is a miss.
pub(crate) fn read(s: &Sentence, t: usize, pattern: &Pattern) -> Result<Reading, Miss> {
    // A question asks; it does not tell.
    let asked = s.chunks.iter().rev().take(2).any(|c| c.is_mark('?'));
    if asked || s.chunks.iter().any(|c| c.is(class::SCENARIO)) {
        return Err(Miss::Unreal);
    }
    if is_topic(s, t) {
        return Err(Miss::Unreal);
    }
    if pattern.event_type == "THREATEN" && warns_of_past(s, t) {
        return Err(Miss::Context);
    }
    let mut reading = Reading {
        status: pattern.status,
        cue: None,
        accusation: None,
        denial: None,
    };
    let verbal = is_verbal(pattern.event_type);
    front(s, t, verbal, &mut reading)?;
    if s.is_only_noun(t) {
        behind(s, t, &mut reading)?;
        if pattern.event_type != "REJECT" && is_cancelled(s, t) {
            return Err(Miss::Unreal);
        }
    }
    announced(s, t, &mut reading);
    carrier(s, t, &mut reading);
    if pattern.event_type == "CONSULT" {
        resolved(s, t, &mut reading);
    }
    tense::borrowed(s, t, pattern, &mut reading)?;
    opened(s, t, pattern, &mut reading)?;
    if is_conditional(s, t, pattern, reading.status) {
        return Err(Miss::Unreal);
    }
    around(s, t, &mut reading)?;
    if is_no_act(s, t, pattern, reading.status) {
        return Err(Miss::Unreal);
    }
    Ok(reading)
}

/// What opens its clause: `khi`, `để`, `trước khi`.
fn opened(s: &Sentence, t: usize, pattern: &Pattern, reading: &mut Reading) -> Result<(), Miss> {
    let clause = s.clause_of(t);
    match clause.opener {
        Opener::Sub(Sub::Condition) => return Err(Miss::Unreal),
        Opener::Sub(Sub::Purpose) if !s.is_only_noun(t) => {
            let head = 0..clause.chunks.start;
            let past = |k: usize| s.chunks[k].tense() == Some(Tense::Past);
            let past = head.clone().any(past);
            let attacked = pattern.event_type == "ASSAULT" && past && fires(s, head);
            if !(attacked || matches!(pattern.event_type, "CONSULT" | "SUPPORT" | "ACCUSE")) {
                return Err(Miss::Unreal);
            }
            // `đã gặp A để ký` tells of a signing; `đã lên đường để gặp A` only of a plan.
            let met = pattern.event_type == "ACCUSE"
                || attacked
                || pattern.event_type == "SUPPORT" && past;
            if reading.status == Status::Occurred && !met {
                reading.status = Status::Planned;
            }
        }
        // `có thể thấy trên tàu B trước khi A triển khai`: no nearer than what it comes before.
        Opener::Sub(Sub::Time) if reading.status == Status::Occurred && comes_before(s, t) => {
            let head = 0..clause.chunks.start;
            // `A cần thêm tàu trước khi B tấn công`: nobody says that B will.
            if head.clone().any(|k| s.chunks[k].is(class::UNREAL)) {
                return Err(Miss::Unreal);
            }
            let open = head.filter_map(|k| s.chunks[k].entry).find_map(|e| {
                let planned = e.tense == Some(Tense::Future);
                e.status
                    .filter(|s| matches!(s, Status::Possible | Status::Planned))
                    .or(planned.then_some(Status::Planned))
            });
            reading.status = open.unwrap_or(Status::Occurred);
        }
        _ => {}
    }
    Ok(())
}

/// True for what would take place only if something else did.
fn is_conditional(s: &Sentence, t: usize, pattern: &Pattern, status: Status) -> bool {
    let condition = |c: &Clause| c.opener == Opener::Sub(Sub::Condition);
    if pattern.event_type == "THREATEN" || !s.clauses.iter().any(condition) {
        return false;
    }
    let start = s.clause_of(t).chunks.start;
    let past = (start..t).any(|k| s.chunks[k].tense() == Some(Tense::Past)) || day::has_date(s, t);
    let told = past || is_verbal(pattern.event_type) || s.is_only_noun(t);
    matches!(status, Status::Planned | Status::Possible) || !told
}

/// True for how things stand, and for what a weapon can do.
fn is_no_act(s: &Sentence, t: usize, pattern: &Pattern, status: Status) -> bool {
    match pattern.event_type {
        // `tên lửa có thể bắn tới A`
        "ASSAULT" => {
            let tensed = s.in_front(t).any(|k| s.chunks[k].has(part::TENSED));
            status == Status::Possible && !tensed && can(s, t)
        }
        // `A đang hỗ trợ B`
        "AID" | "SUPPORT" => status == Status::Ongoing && !day::has_date(s, t),
        _ => false,
    }
}

/// `đã phóng tên lửa | để tấn công A`: arms that were fired; what for is done with it.
fn fires(s: &Sentence, mut head: Range<usize>) -> bool {
    let fired = |&p: &u16| {
        let pattern = &s.patterns[usize::from(p)];
        pattern.event_type == "ASSAULT" && pattern.mode == Some("heavy-weapons")
    };
    head.any(|k| s.is_verb_trigger(k) && s.chunks[k].patterns().iter().any(fired))
}

/// `việc ký hiệp ước là điều không dễ dàng`: an act by nobody, of which something is said.
fn is_topic(s: &Sentence, t: usize) -> bool {
    let clause = s.clause_of(t);
    t > 0
        && s.chunks[t - 1].sub() == Some(Sub::Nominal)
        && (t..clause.chunks.end)
            .find(|&k| s.chunks[k].is(class::COPULA) && !s.chunks[k].is(class::SPEECH))
            .is_some_and(|is| {
                s.chunks[is..clause.chunks.end]
                    .iter()
                    .any(|c| c.is(class::NEGATION))
            })
        && !day::has_date(s, t)
}

/// True in a clause behind `trước khi`.
fn comes_before(s: &Sentence, t: usize) -> bool {
    let first = s.clause_of(t).chunks.start;
    let words = s.words(first);
    s.view.grammar.begins(Ask::Before, &words.to_lowercase())
}

/// `có thể`, `có khả năng` right in front of the trigger.
fn can(s: &Sentence, t: usize) -> bool {
    s.in_front(t)
        .any(|k| s.chunks[k].status() == Some(Status::Possible))
}

/// `cảnh báo A đã mở đường cho B`, `cảnh báo A có thể thử tên lửa`: a warning of what has happened,
/// or of what another may do, threatens nobody.
fn warns_of_past(s: &Sentence, t: usize) -> bool {
    (t + 1..s.chunks.len().min(t + 8))
        .take_while(|&k| !s.chunks[k].joins())
        .any(|k| {
            s.chunks[k].entry.is_some_and(|e| {
                e.tense == Some(Tense::Past)
                    || (e.status == Some(Status::Possible) && !s.chunks[k..].iter().any(is_price))
            })
        })
}

/// `trả giá`, `hậu quả`: what a threat threatens with.
fn is_price(chunk: &Chunk) -> bool {
    chunk.is(class::PRICE)
}

/// The words in front of the verb, or of the verb that carries the noun.
fn front(s: &Sentence, t: usize, verbal: bool, reading: &mut Reading) -> Result<(), Miss> {
    let noun = s.is_only_noun(t);
    let start = s.clause_of(t).chunks.start;
    let mut i = t;
    let mut words = 0;
    let mut past = false;
    while i > start {
        i -= 1;
        let c = &s.chunks[i];
        if c.joins() && words == 0 && !past && reading.status == Status::Occurred {
            // `sẽ thăm A và hội kiến B`: the first verb's tense holds for the second.
            if let Some(status) = inherited(s, i, start) {
                reading.set(s, i, status);
            }
        }
        if c.is(class::NEGATION | class::HABIT) {
            return Err(Miss::Unreal);
        }
        if c.is(class::UNREAL) {
            return Err(Miss::Unreal);
        }
        if let Some(entry) = c.entry {
            if let Some(status) = entry.status {
                reading.set(s, i, status);
            } else if let Some(tense) = entry.tense {
                match tense {
                    Tense::Future if reading.status == Status::Occurred => {
                        reading.set(s, i, Status::Planned);
                    }
                    Tense::Present if reading.status == Status::Occurred && !verbal && !past => {
                        reading.set(s, i, Status::Ongoing);
                    }
                    Tense::Past => past = true,
                    _ => {}
                }
            }
        }
        if noun && i + 1 == t {
            // `trước thềm cuộc gặp`, `chờ đợi chuyến thăm`
            if c.sub() == Some(Sub::Time) || c.prep() == Some(Prep::About) {
                let word = s.view.tokens.slice(c.tokens.clone()).to_lowercase();
                if s.view.grammar.begins(Ask::Before, &word) && reading.status == Status::Occurred {
                    reading.set(s, i, Status::Planned);
                }
            }
        }
        let passes = s.is_adverbial(i)
            || c.is(class::PASSIVE)
            || (noun && c.is(class::LIGHT | class::VERB) && c.prep().is_none());
        if !passes {
            words += 1;
            // A name between `bị` and the verb, a number before the noun.
            if words > 2 || c.prep().is_some() || c.joins() || (s.is_verb(i) && !noun) {
                break;
            }
            if c.actor().is_some() && !(i > start && s.chunks[i - 1].is(class::PASSIVE)) {
                // `không thể buộc A chấp nhận`
                let forced = i > start && s.chunks[i - 1].is(class::CAUSATIVE);
                let negated = forced
                    && (start..i - 1)
                        .rev()
                        .take_while(|&k| s.is_adverbial(k))
                        .any(|k| s.chunks[k].is(class::NEGATION | class::UNREAL));
                if negated {
                    return Err(Miss::Unreal);
                }
                break;
            }
        }
    }
    Ok(())
}

/// The future or possibility of the verb before a `và` or a comma.
fn inherited(s: &Sentence, joint: usize, start: usize) -> Option<Status> {
    let verb = (start..joint)
        .rev()
        .find(|&k| s.is_predicate(k) && !s.is_adverbial(k))?;
    let mut k = verb;
    while k > start && s.is_adverbial(k - 1) {
        k -= 1;
        let entry = s.chunks[k].entry?;
        if let Some(status) = entry.status {
            return Some(status).filter(|s| *s != Status::Alleged);
        }
        if entry.tense == Some(Tense::Future) {
            return Some(Status::Planned);
        }
    }
    None
}

/// `cuộc gặp … sẽ diễn ra`, `cuộc gặp … bị hủy`.
fn behind(s: &Sentence, t: usize, reading: &mut Reading) -> Result<(), Miss> {
    let end = s.arguments(t).end;
    let mut i = end;
    while let Some(c) = s.chunks.get(i) {
        if c.clause != s.chunks[t].clause || i > end + 4 || c.is(class::AND) {
            break;
        }
        // `Chuyến thăm lần này sẽ góp phần …` and `được cho là sẽ góp phần` tell of its fruit.
        let of_noun = || {
            let next = s.after_adverbials(i + 1);
            s.chunks
                .get(next)
                .is_none_or(|n| n.is(class::LIGHT | class::PASSIVE) || !s.is_predicate(next))
        };
        if let Some(entry) = c.entry {
            if let Some(status) = entry.status.filter(|_| of_noun()) {
                reading.set(s, i, status);
            }
            match entry.tense.filter(|_| of_noun()) {
                Some(Tense::Future) if reading.status == Status::Occurred => {
                    reading.set(s, i, Status::Planned);
                }
                Some(Tense::Present) if reading.status == Status::Occurred => {
                    reading.set(s, i, Status::Ongoing);
                }
                _ => {}
            }
            if entry.is(class::NEGATION) && s.chunks.get(i + 1).is_some_and(|n| n.is(class::LIGHT))
            {
                return Err(Miss::Unreal);
            }
        }
        if s.is_verb(i) || c.actor().is_some() {
            break;
        }
        i += 1;
    }
    Ok(())
}

/// `Dự kiến, …`, `Theo kế hoạch, …`, `có lẽ A …` at the head of the sentence or clause.
fn announced(s: &Sentence, t: usize, reading: &mut Reading) {
    if reading.status != Status::Occurred {
        return;
    }
    let clause = s.clause_of(t).chunks.clone();
    let own = clause.clone().find(|&k| !s.chunks[k].joins());
    for start in [Some(0), own].into_iter().flatten() {
        let Some(first) = s.chunks.get(start) else {
            continue;
        };
        let Some(entry) = first.entry else { continue };
        let next = s.chunks.get(start + 1);
        if start < t
            && entry.tense == Some(Tense::Future)
            && next.is_some_and(|c| c.is_mark(',') || c.actor().is_some())
        {
            reading.set(s, start, Status::Planned);
        } else if start < t
            && clause.contains(&start)
            && first.patterns().is_empty()
            && s.is_verb_trigger(t)
            && let Some(doubt) = entry.status
            && s.subject_ahead(start + 1)
        {
            // `có lẽ A đã …`: told, though nobody is sure.
            let told = doubt == Status::Possible && told_as_past(s, t);
            let status = if told { Status::Alleged } else { doubt };
            reading.set(s, start, status);
        }
    }
}
