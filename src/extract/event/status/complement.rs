//! Demands, accusations and denials around an act, in whose complement it is told.

use super::ahead::{leads_to_future, opposes_ahead};
use super::miss::Miss;
use super::reading::Reading;
use crate::extract::event::Status;
use crate::extract::event::sentence::{Opener, Sentence, asked};
use crate::extract::event::words::{Complement, Prep, Sub, class, part};

/// Demands, accusations and denials told before the trigger, and unreal words over its clause.
pub(crate) fn around(s: &Sentence, t: usize, reading: &mut Reading) -> Result<(), Miss> {
    // Whose act it is matters only where something stands around it.
    let mut subject = None;
    for g in (0..t).rev() {
        let c = &s.chunks[g];
        let Some(entry) = c.entry else { continue };
        // `A không loại trừ khả năng B …`
        let open = entry.status == Some(Status::Possible) && entry.is(class::SPEECH);
        let governs = c.has(part::GOVERNS);
        // `A sẽ phản đối việc B rút quân`: nobody says that B has.
        let opposes = !governs && c.has(part::VERBAL) && opposes_ahead(s, g);
        if !governs
            && !opposes
            && !entry.is(class::DENY | class::UNREAL)
            && entry.status != Some(Status::Alleged)
            && !open
        {
            continue;
        }
        let unreal = entry.is(class::UNREAL);
        let subject = subject.get_or_insert_with(|| s.subject(t));
        let subject = subject.as_ref().map(|f| &*f.chunks);
        if !inside(s, g, t, unreal, subject) {
            continue;
        }
        if entry.is(class::DENY) {
            reading.status = Status::Denied;
            reading.cue = Some(s.bytes(g));
            reading.denial = Some(g);
            continue;
        }
        if opposes || entry.is(class::UNREAL) {
            return Err(Miss::Unreal);
        }
        if open {
            reading.set(s, g, Status::Possible);
            continue;
        }
        if entry.status == Some(Status::Alleged) && !governs {
            if matches!(reading.status, Status::Occurred | Status::Ongoing) {
                reading.set(s, g, Status::Alleged);
            }
            continue;
        }
        // `tuyên bố sẽ bán`: announced, where nothing is threatened.
        let rows = || c.patterns().iter().map(|&p| &s.patterns[usize::from(p)]);
        if leads_to_future(s, g) && !rows().any(|row| asked::fits(s, g, row)) {
            if reading.status == Status::Occurred {
                reading.set(s, g, Status::Planned);
            }
            continue;
        }
        for row in rows() {
            // Words and talks that are looked into were said and held.
            if row.mode == Some("investigate") && s.chunks[t].has(part::VERBAL) {
                continue;
            }
            match row.complement {
                Complement::Keep => {}
                Complement::Drop => return Err(Miss::Unreal),
                Complement::Alleged => {
                    if matches!(reading.status, Status::Occurred | Status::Ongoing) {
                        reading.status = Status::Alleged;
                        reading.cue = Some(s.bytes(g));
                    }
                    if reading.status == Status::Alleged {
                        reading.accusation = Some(g);
                    }
                }
            }
        }
    }
    Ok(())
}

/// True when trigger `t` stands in the complement of the chunk `g` before it.
fn inside(s: &Sentence, g: usize, t: usize, unreal: bool, subject: Option<&[usize]>) -> bool {
    let (from, to) = (s.chunks[g].clause, s.chunks[t].clause);
    // A new main clause between the two closes the complement.
    let closed = s.clauses[from + 1..=to].iter().any(|c| {
        matches!(
            c.opener,
            Opener::Main
                | Opener::Coordinate
                | Opener::Sub(
                    Sub::Contrast | Sub::Time | Sub::Cause | Sub::Concession | Sub::Means
                )
        )
    });
    if closed {
        return false;
    }
    if s.is_only_noun(t) {
        // `sau cuộc gặp`, `trong chuyến thăm`: when, not what.
        let mut k = t;
        while k > g {
            k -= 1;
            let c = &s.chunks[k];
            if c.prep() == Some(Prep::At)
                || c.sub() == Some(Sub::Time)
                || c.sub() == Some(Sub::Cause)
            {
                return false;
            }
            if c.prep().is_some() || s.is_verb(k) || c.actor().is_some() {
                break;
            }
        }
        return !(g + 1..t).any(|k| s.chunks[k].is_mark(',') && s.begins_verb(k + 1));
    }
    if from != to
        && matches!(
            s.clauses[to].opener,
            Opener::Sub(Sub::Nominal | Sub::Purpose | Sub::That)
        )
    {
        return true;
    }
    match subject {
        Some(chunks) if chunks.iter().all(|&c| c > g) => true,
        _ => {
            // The same subject goes on: inside unless `và` or a comma leads to a new predicate.
            let mut k = t;
            while k > g + 1 && s.is_adverbial(k - 1) {
                k -= 1;
            }
            let joined = s.chunks[k - 1].joins();
            let verbal = s.chunks[t].has(part::VERBAL);
            k - 1 == g
                || (!joined && (unreal || !verbal || is_asked_of_others(s, g, k)))
                || (joined && is_asked_too(s, g, k - 1, t))
        }
    }
}

/// `kêu gọi cộng đồng quốc tế | lên án B`, `bác bỏ những người | chỉ trích B`: words of others than
/// whoever asks or rejects at `g`.
fn is_asked_of_others(s: &Sentence, g: usize, verb: usize) -> bool {
    let mut rows = s.chunks[g].patterns().iter();
    rows.any(|&p| matches!(s.patterns[usize::from(p)].event_type, "REQUEST" | "REJECT"))
        && verb > g + 1
        && (g + 1..verb).all(|k| s.chunks[k].is_plain() || s.chunks[k].is(class::NOMINAL))
}

/// `kêu gọi A kiềm chế và đàm phán với B`: A is asked for both, where the demand at `g` names
/// whom it asks and what for. Words behind `và` are the speaker's own, and so is what is past.
fn is_asked_too(s: &Sentence, g: usize, joint: usize, t: usize) -> bool {
    let asked = (g + 1..joint).find(|&k| s.chunks[k].is_named());
    let something =
        asked.is_some_and(|a| (a + 1..joint).any(|k| s.chunks[k].is_plain() || s.is_predicate(k)));
    let own_words =
        s.chunks[t].has(part::SPEAKS) || (joint..t).any(|k| s.chunks[k].has(part::TENSED));
    s.chunks[g].has(part::DROPS) && s.chunks[joint].is(class::AND) && something && !own_words
}
