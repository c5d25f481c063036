export const minutesFromUtc = () => -new Date().getTimezoneOffset();
