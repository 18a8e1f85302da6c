//! Single values of Arrow arrays onto a tape.
//!
//! Dates and times become the texts that JSON would hold: `2024-05-20`, `2024-05-20T06:23:00Z`.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::*;
use arrow_schema::{DataType, TimeUnit};

use crate::validate::program::{day_text, instant_text};
use crate::validate::tape::{Kind, Tape};

/// Appends one value.
pub(super) fn push(array: &dyn Array, row: usize, tape: &mut Tape) {
    const NOWHERE: std::ops::Range<usize> = 0..0;
    if array.is_null(row) {
        tape.null(NOWHERE);
        return;
    }
    macro_rules! int {
        ($type:ty) => {
            tape.int(NOWHERE, i64::from(array.as_primitive::<$type>().value(row)))
        };
    }
    let mut text = |text: &str| tape.text(NOWHERE, text, Kind::Text);
    match array.data_type() {
        DataType::Boolean => tape.bool(NOWHERE, array.as_boolean().value(row)),
        DataType::Int8 => int!(Int8Type),
        DataType::Int16 => int!(Int16Type),
        DataType::Int32 => int!(Int32Type),
        DataType::Int64 => int!(Int64Type),
        DataType::UInt8 => int!(UInt8Type),
        DataType::UInt16 => int!(UInt16Type),
        DataType::UInt32 => int!(UInt32Type),
        DataType::UInt64 => tape.uint(NOWHERE, array.as_primitive::<UInt64Type>().value(row)),
        DataType::Float16 => {
            float(
                f64::from(array.as_primitive::<Float16Type>().value(row)),
                tape,
            );
        }
        DataType::Float32 => {
            float(
                f64::from(array.as_primitive::<Float32Type>().value(row)),
                tape,
            );
        }
        DataType::Float64 => float(array.as_primitive::<Float64Type>().value(row), tape),
        DataType::Decimal128(_, scale) => {
            let value = array.as_primitive::<Decimal128Type>().value(row);
            match (i64::try_from(value), *scale) {
                (Ok(whole), 0) => tape.int(NOWHERE, whole),
                _ => float(value as f64 / 10f64.powi(i32::from(*scale)), tape),
            }
        }
        DataType::Utf8 => text(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => text(array.as_string::<i64>().value(row)),
        DataType::Utf8View => text(array.as_string_view().value(row)),
        DataType::Date32 => text(&day_text(array.as_primitive::<Date32Type>().value(row))),
        DataType::Date64 => {
            let days = array
                .as_primitive::<Date64Type>()
                .value(row)
                .div_euclid(86_400_000);
            text(&day_text(i32::try_from(days).unwrap_or(i32::MAX)));
        }
        DataType::Timestamp(unit, zone) => {
            let value = timestamp(array, row, *unit);
            match (value, zone) {
                (Some(micros), Some(_)) => text(&instant_text(micros)),
                (Some(micros), None) => text(instant_text(micros).trim_end_matches('Z')),
                (None, _) => text("a time out of range"),
            }
        }
        DataType::Time32(unit) => {
            let micros = match unit {
                TimeUnit::Second => {
                    i64::from(array.as_primitive::<Time32SecondType>().value(row)) * 1_000_000
                }
                _ => i64::from(array.as_primitive::<Time32MillisecondType>().value(row)) * 1000,
            };
            text(&clock(micros));
        }
        DataType::Time64(unit) => {
            let micros = match unit {
                TimeUnit::Nanosecond => {
                    array.as_primitive::<Time64NanosecondType>().value(row) / 1000
                }
                _ => array.as_primitive::<Time64MicrosecondType>().value(row),
            };
            text(&clock(micros));
        }
        DataType::List(_) => list(array.as_list::<i32>().value(row).as_ref(), tape),
        DataType::LargeList(_) => list(array.as_list::<i64>().value(row).as_ref(), tape),
        DataType::FixedSizeList(..) => {
            list(array.as_fixed_size_list().value(row).as_ref(), tape);
        }
        DataType::Struct(_) => {
            let fields = array.as_struct();
            let open = tape.open(0, Kind::Object);
            for (name, column) in fields.column_names().iter().zip(fields.columns()) {
                tape.text(NOWHERE, name, Kind::Key);
                push(column.as_ref(), row, tape);
            }
            tape.close(open, 0, fields.num_columns());
        }
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let open = tape.open(0, Kind::Object);
            let keys = entries.column(0).as_string::<i32>();
            for i in 0..entries.len() {
                tape.text(NOWHERE, keys.value(i), Kind::Key);
                push(entries.column(1).as_ref(), i, tape);
            }
            tape.close(open, 0, entries.len());
        }
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            match dictionary.normalized_keys().get(row) {
                Some(&key) => push(dictionary.values().as_ref(), key, tape),
                None => tape.null(NOWHERE),
            }
        }
        _ => tape.null(NOWHERE),
    }
}

fn list(items: &dyn Array, tape: &mut Tape) {
    let open = tape.open(0, Kind::List);
    for i in 0..items.len() {
        push(items, i, tape);
    }
    tape.close(open, 0, items.len());
}

/// A float; JSON has no NaN and no infinity, and a text in their place is of the wrong type.
fn float(value: f64, tape: &mut Tape) {
    match value.is_finite() {
        true => tape.float(0..0, value),
        false => tape.text(0..0, &value.to_string(), Kind::Text),
    }
}

fn timestamp(array: &dyn Array, row: usize, unit: TimeUnit) -> Option<i64> {
    match unit {
        TimeUnit::Second => array
            .as_primitive::<TimestampSecondType>()
            .value(row)
            .checked_mul(1_000_000),
        TimeUnit::Millisecond => array
            .as_primitive::<TimestampMillisecondType>()
            .value(row)
            .checked_mul(1000),
        TimeUnit::Microsecond => Some(array.as_primitive::<TimestampMicrosecondType>().value(row)),
        TimeUnit::Nanosecond => Some(
            array
                .as_primitive::<TimestampNanosecondType>()
                .value(row)
                .div_euclid(1000),
        ),
    }
}

/// A time of day as text.
fn clock(micros: i64) -> String {
    let seconds = micros.div_euclid(1_000_000);
    let fraction = micros.rem_euclid(1_000_000);
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match fraction {
        0 => format!("{h:02}:{m:02}:{s:02}"),
        _ => format!("{h:02}:{m:02}:{s:02}.{fraction:06}"),
    }
}
