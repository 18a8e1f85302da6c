//! Whether an act happened: from the words in front of its verb, from the clause it stands in,
//! and from the demand, accusation or denial around it.

use std::ops::Range;

use super::ahead::{carrier, is_cancelled, resolved};
use super::chunk::Chunk;
use super::complement::around;
use super::cue::{Prep, Sub, Tense, class};
use super::grammar::Ask;
use super::ontology::is_verbal;
use super::part;
use super::pattern::Pattern;
use super::sentence::{Opener, Sentence};
use super::slots::Miss;
use super::{Status, tense, when};

/// A status and the words that decided it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) status: Status,
    /// Bytes of the text.
    pub(super) cue: Option<Range<usize>>,
    /// The trigger in whose complement the act is alleged.
    pub(super) accusation: Option<usize>,
    /// The denial around it.
    pub(super) denial: Option<usize>,
}

/// Reads the status of the trigger at chunk `t`; an act that is only wished, negated or habitual is a miss.
pub(super) fn read(s: &Sentence, t: usize, pattern: &Pattern) -> Result<Reading, Miss> {
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
    let noun = s.is_noun_trigger(t) && !s.is_verb_trigger(t);
    let clause = &s.clauses[s.chunks[t].clause];
    front(s, t, noun, verbal, &mut reading)?;
    if noun {
        behind(s, t, &mut reading)?;
        if pattern.event_type != "REJECT" && is_cancelled(s, t) {
            return Err(Miss::Unreal);
        }
    }
    announced(s, t, &mut reading);
    carrier(s, t, noun, &mut reading);
    if pattern.event_type == "CONSULT" {
        resolved(s, t, &mut reading);
    }
    tense::borrowed(s, t, pattern, noun, &mut reading)?;
    match clause.opener {
        Opener::Sub(Sub::Condition) => return Err(Miss::Unreal),
        Opener::Sub(Sub::Purpose) if !noun => {
            let head = 0..clause.chunks.start;
            let past = head.clone().any(|k| {
                s.chunks[k]
                    .entry
                    .is_some_and(|e| e.tense == Some(Tense::Past))
            });
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
    let conditional = s
        .clauses
        .iter()
        .any(|c| c.opener == Opener::Sub(Sub::Condition));
    let past = (clause.chunks.start..t).any(|k| {
        s.chunks[k]
            .entry
            .is_some_and(|e| e.tense == Some(Tense::Past))
    }) || when::has_date(s, t);
    if conditional
        && pattern.event_type != "THREATEN"
        && (matches!(reading.status, Status::Planned | Status::Possible)
            || (!past && !verbal && !noun))
    {
        return Err(Miss::Unreal);
    }
    around(s, t, noun, &mut reading)?;
    // `tên lửa có thể bắn tới A`: what a weapon can do, not what anybody does.
    let past = (0..t)
        .rev()
        .take_while(|&k| s.is_adverbial(k))
        .any(|k| s.chunks[k].has(part::TENSED));
    if pattern.event_type == "ASSAULT" && reading.status == Status::Possible && !past && can(s, t) {
        return Err(Miss::Unreal);
    }
    // `A đang hỗ trợ B`: how things stand, not an act.
    let stands = matches!(pattern.event_type, "AID" | "SUPPORT")
        && reading.status == Status::Ongoing
        && !when::has_date(s, t);
    if stands {
        return Err(Miss::Unreal);
    }
    Ok(reading)
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
    let clause = &s.clauses[s.chunks[t].clause];
    t > 0
        && s.chunks[t - 1].sub() == Some(Sub::Nominal)
        && (t..clause.chunks.end)
            .find(|&k| s.chunks[k].is(class::COPULA) && !s.chunks[k].is(class::SPEECH))
            .is_some_and(|is| {
                s.chunks[is..clause.chunks.end]
                    .iter()
                    .any(|c| c.is(class::NEGATION))
            })
        && !when::has_date(s, t)
}

/// True in a clause behind `trước khi`.
fn comes_before(s: &Sentence, t: usize) -> bool {
    let first = s.clauses[s.chunks[t].clause].chunks.start;
    let words = s.words(first);
    s.view.grammar.begins(Ask::Before, &words.to_lowercase())
}

/// `có thể`, `có khả năng` right in front of the trigger.
fn can(s: &Sentence, t: usize) -> bool {
    (0..t).rev().take_while(|&k| s.is_adverbial(k)).any(|k| {
        s.chunks[k]
            .entry
            .is_some_and(|e| e.status == Some(Status::Possible))
    })
}

/// True where a word of the past stands right in front of the trigger.
pub(super) fn told_as_past(s: &Sentence, t: usize) -> bool {
    (0..t).rev().take_while(|&k| s.is_adverbial(k)).any(|k| {
        s.chunks[k]
            .entry
            .is_some_and(|e| e.tense == Some(Tense::Past))
    })
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
fn front(
    s: &Sentence,
    t: usize,
    noun: bool,
    verbal: bool,
    reading: &mut Reading,
) -> Result<(), Miss> {
    let start = s.clauses[s.chunks[t].clause].chunks.start;
    let mut i = t;
    let mut words = 0;
    let mut past = false;
    while i > start {
        i -= 1;
        let c = &s.chunks[i];
        if c.joins() && words == 0 && !past && reading.status == Status::Occurred {
            // `sẽ thăm A và hội kiến B`: the first verb's tense holds for the second.
            if let Some(status) = inherited(s, i, start) {
                set(s, i, status, reading);
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
                set(s, i, status, reading);
            } else if let Some(tense) = entry.tense {
                match tense {
                    Tense::Future if reading.status == Status::Occurred => {
                        set(s, i, Status::Planned, reading);
                    }
                    Tense::Present if reading.status == Status::Occurred && !verbal && !past => {
                        set(s, i, Status::Ongoing, reading);
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
                    set(s, i, Status::Planned, reading);
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
                set(s, i, status, reading);
            }
            match entry.tense.filter(|_| of_noun()) {
                Some(Tense::Future) if reading.status == Status::Occurred => {
                    set(s, i, Status::Planned, reading);
                }
                Some(Tense::Present) if reading.status == Status::Occurred => {
                    set(s, i, Status::Ongoing, reading);
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
    let clause = s.clauses[s.chunks[t].clause].chunks.clone();
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
            set(s, start, Status::Planned, reading);
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
            set(s, start, status, reading);
        }
    }
}

/// Notes a status and the chunk that decided it.
pub(super) fn set(s: &Sentence, chunk: usize, status: Status, reading: &mut Reading) {
    reading.status = status;
    reading.cue = Some(s.bytes(chunk));
}
