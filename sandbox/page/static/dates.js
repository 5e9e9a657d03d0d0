// Writes dates and times in the zone and language of the person whose eyes we borrow.
const DAY = 86400000;

// "1er décembre": Intl knows the words of French, not that.
function frenchFirst(text, locale) {
  return locale.startsWith("fr") ? text.replace(/(^|\s)1 (?=\p{L})/u, "$11er ") : text;
}

function formatter(viewer, options) {
  return new Intl.DateTimeFormat(viewer.locale, { timeZone: viewer.tz, ...options });
}

function dayNumber(viewer, date) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: viewer.tz, dateStyle: "short" }).format(date);
  return Math.round(Date.parse(parts) / DAY);
}

/** 14:05, or 2:05 PM. */
export function clockTime(viewer, ts) {
  return formatter(viewer, { hour: "numeric", minute: "2-digit" }).format(new Date(Number(ts) * 1000));
}

/** 14:05 on the viewer's today, else with its day. */
export function momentIn(viewer, ts) {
  const date = new Date(Number(ts) * 1000);
  if (dayNumber(viewer, date) === dayNumber(viewer, viewer.now)) return clockTime(viewer, ts);
  return formatter(viewer, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).format(date);
}

/** The whole moment, for tooltips. */
export function wholeMoment(viewer, ts) {
  return formatter(viewer, { dateStyle: "full", timeStyle: "medium" }).format(new Date(Number(ts) * 1000));
}

/** A calendar day as a stable key in the viewer's zone. */
export function dayKey(viewer, ts) {
  return dayNumber(viewer, new Date(Number(ts) * 1000));
}

/** "Today", "Yesterday" or the day's name, as between messages. */
export function dayLabel(viewer, ts, now) {
  const date = new Date(Number(ts) * 1000);
  const away = dayNumber(viewer, date) - dayNumber(viewer, now);
  const words = Math.abs(away) <= 1 ? relative(viewer, away) : dayInWords(viewer, date, now);
  return capital(words, viewer.locale);
}

function dayInWords(viewer, date, now) {
  const sameYear = date.getUTCFullYear() === now.getUTCFullYear();
  const words = formatter(viewer, { weekday: "long", day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) }).format(date);
  return frenchFirst(words, viewer.locale);
}

/** Day and time of the pretend clock, for the top bar. */
export function nowLabel(viewer, now) {
  const words = formatter(viewer, { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" }).format(now);
  return capital(frenchFirst(words, viewer.locale), viewer.locale);
}

function relative(viewer, days) {
  return new Intl.RelativeTimeFormat(viewer.locale, { numeric: "auto" }).format(days, "day");
}

function capital(text, locale) {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** A day (2026-11-27) or an hour (14:05) that stands for itself, in words. */
export function momentWords(viewer, type, value) {
  const style = type === "date" ? { weekday: "long", day: "numeric", month: "long", year: "numeric" } : { hour: "2-digit", minute: "2-digit" };
  const date = new Date(type === "date" ? `${value}T12:00:00Z` : `2000-01-01T${value}:00Z`);
  return frenchFirst(new Intl.DateTimeFormat(viewer.locale, { ...style, timeZone: "UTC" }).format(date), viewer.locale);
}

const STYLES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { dateStyle: "long" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  date_long_full: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  date_short: { dateStyle: "medium" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

/** Fill the tokens of `<!date^…>`: {date_long_pretty}, {time}, {ago} … */
export function slackDate(viewer, seconds, template, now) {
  const date = new Date(Number(seconds) * 1000);
  return template.replace(/\{([a-z_]+)\}/g, (all, token) => dateToken(viewer, date, token, now) ?? all);
}

function dateToken(viewer, date, token, now) {
  if (token === "ago") return ago(viewer, date, now);
  const pretty = token.endsWith("_pretty");
  const style = STYLES[pretty ? token.slice(0, -7) : token];
  if (!style) return null;
  const away = dayNumber(viewer, date) - dayNumber(viewer, now);
  return pretty && Math.abs(away) <= 1 ? relative(viewer, away) : frenchFirst(formatter(viewer, style).format(date), viewer.locale);
}

function ago(viewer, date, now) {
  const seconds = (date - now) / 1000;
  const unit = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]].find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(viewer.locale, { numeric: "auto" }).format(Math.round(seconds / unit[1]), unit[0]);
}
