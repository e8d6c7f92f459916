// The app settings that may be given by name. Those that follow from the resources, and those that are secret, are not among them.

@export()
@sealed()
@description('App settings by their names, as text.')
type settingsType = {
  ARCHIVE_HISTORY_ORDER: string?
  ARCHIVE_SETTLED_MINUTES: string?
  BACKFILL_FIRST_DAYS: string?
  EVENT_GRID_ORIGINS: string?
  EVENT_HUB_NAME: string?
  KEEP_MESSAGE_TEXT: string?
  LOG_ANALYTICS_ENDPOINT: string?
  MAX_BODY_MIB: string?
  MAX_RECORD_MIB: string?
  NIGHTLY_AT: string?
  RETENTION_DAYS: string?
  SILENCE_HOURS: string?
  STALE_HOURS: string?
  TIME_ZONE: string?
}
