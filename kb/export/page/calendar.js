// Days are counted from 1970-01-01 in the proleptic Gregorian calendar, without Date: no time zone can move them.
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function dayNumber(iso) {
  const found = /^(-?\d{4,})-(\d\d)-(\d\d)$/.exec(iso ?? "");
  return found ? daysFrom(Number(found[1]), Number(found[2]), Number(found[3])) : null;
}

// A year that begins in March puts the leap day last; 400 such years have 146,097 days.
function daysFrom(year, month, day) {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const yearOfEra = y - era * 400;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear - 719468;
}

function dateOf(number) {
  const shifted = Math.floor(number) + 719468;
  const era = Math.floor(shifted / 146097);
  const ofEra = shifted - era * 146097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = ((shiftedMonth + 2) % 12) + 1;
  return { year: yearOfEra + era * 400 + (month < 3 ? 1 : 0), month, day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

const yearName = (year) => (year > 0 ? String(year) : `${1 - year} BCE`);

// Ticks of the axis between two day numbers: { at, label, strong }, the finest step whose labels have room.
function ticks(first, last, scale) {
  const room = 64 / scale; // days that a label of 64 px needs
  if (room <= 1) return dayTicks(first, last, 1);
  if (room <= 7) return dayTicks(first, last, 7);
  for (const step of [1, 3, 6]) if (room <= step * 30) return monthTicks(first, last, step);
  let step = 1;
  for (let n = 0; room > step * 365; n += 1) step *= n % 3 === 1 ? 2.5 : 2; // 1, 2, 5, 10, 20, 50, …
  return yearTicks(first, last, step);
}

function dayTicks(first, last, step) {
  const found = [];
  for (let at = Math.floor(first); at <= last; at += 1) {
    const { day } = dateOf(at);
    if ((day - 1) % step === 0 && (step === 1 || day < 29)) found.push({ at, label: String(day), strong: day === 1 });
  }
  return found;
}

function monthTicks(first, last, step) {
  const found = [];
  let { year, month } = dateOf(first);
  month -= (month - 1) % step;
  for (let at = daysFrom(year, month, 1); at <= last; at = daysFrom(year, month, 1)) {
    found.push({ at, label: MONTHS[month - 1].slice(0, 3), strong: month === 1 });
    month += step;
    if (month > 12) [year, month] = [year + 1, month - 12];
  }
  return found;
}

function yearTicks(first, last, step) {
  const found = [];
  for (let year = Math.floor(dateOf(first).year / step) * step; daysFrom(year, 1, 1) <= last; year += step) {
    found.push({ at: daysFrom(year, 1, 1), label: yearName(year), strong: year % (step * 5) === 0 });
  }
  return found;
}

// The row below the ticks: what they leave unsaid. Months under days, years under months, nothing under years.
function eras(first, last, scale) {
  const room = 64 / scale;
  if (room > 180) return [];
  const found = [];
  let { year, month } = dateOf(first);
  if (room > 7) month = 1;
  for (let at = daysFrom(year, month, 1); at <= last; at = daysFrom(year, month, 1)) {
    found.push({ at, label: room > 7 ? yearName(year) : `${MONTHS[month - 1]} ${yearName(year)}` });
    month += room > 7 ? 12 : 1;
    if (month > 12) [year, month] = [year + 1, month - 12];
  }
  return found;
}
