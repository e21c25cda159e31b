-- What the ADO.NET providers of Orleans 10.4 (clustering, reminders, grain storage) expect: four tables, and the
-- statements they run, which they read from OrleansQuery at start. Parameter names and types are the providers': instants
-- come as timestamptz, versions and hashes as integer, a reminder's period as integer or bigint (milliseconds).
-- Names in the statements are unqualified: the providers' connections have search_path = orleans.

CREATE TABLE orleans.OrleansQuery
(
  QueryKey varchar(64) NOT NULL PRIMARY KEY,
  QueryText text NOT NULL
);

-- Clustering: the silos of a cluster, and one version that every change of the list must raise.

CREATE TABLE orleans.OrleansMembershipVersionTable
(
  DeploymentId varchar(150) NOT NULL PRIMARY KEY,
  Timestamp timestamptz NOT NULL DEFAULT now(),
  Version integer NOT NULL DEFAULT 0
);

CREATE TABLE orleans.OrleansMembershipTable
(
  DeploymentId varchar(150) NOT NULL REFERENCES orleans.OrleansMembershipVersionTable (DeploymentId),
  Address varchar(45) NOT NULL,
  Port integer NOT NULL,
  Generation integer NOT NULL,
  SiloName varchar(150) NOT NULL,
  HostName varchar(150) NOT NULL,
  Status integer NOT NULL,
  ProxyPort integer NULL,
  SuspectTimes text NULL,
  StartTime timestamptz NOT NULL,
  IAmAliveTime timestamptz NOT NULL,
  PRIMARY KEY (DeploymentId, Address, Port, Generation)
) WITH (fillfactor = 70); -- every silo rewrites its row every few seconds

-- Reminders.

CREATE TABLE orleans.OrleansRemindersTable
(
  ServiceId varchar(150) NOT NULL,
  GrainId varchar(512) NOT NULL,
  ReminderName varchar(150) NOT NULL,
  StartTime timestamptz NOT NULL,
  Period bigint NOT NULL,
  GrainHash integer NOT NULL,
  Version integer NOT NULL,
  PRIMARY KEY (ServiceId, GrainId, ReminderName)
);

-- Every silo reads all reminders of its hash range every few minutes.
CREATE INDEX ix_orleans_reminders_hash ON orleans.OrleansRemindersTable (ServiceId, GrainHash);

-- Grain storage. A missing key extension is kept as '': as null it would make two "first" rows of one grain possible.

CREATE TABLE orleans.OrleansStorage
(
  GrainIdHash integer NOT NULL,
  GrainIdN0 bigint NOT NULL,
  GrainIdN1 bigint NOT NULL,
  GrainTypeHash integer NOT NULL,
  GrainTypeString varchar(512) NOT NULL,
  GrainIdExtensionString varchar(512) NOT NULL DEFAULT '',
  ServiceId varchar(150) NOT NULL,
  PayloadBinary bytea NULL,
  ModifiedOn timestamptz NOT NULL,
  Version integer NOT NULL,
  PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId)
) WITH (fillfactor = 80); -- room for updates in place

INSERT INTO orleans.OrleansQuery (QueryKey, QueryText) VALUES

('GatewaysQueryKey', $query$
SELECT Address, ProxyPort, Generation
FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$query$),

('MembershipReadRowKey', $query$
SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort,
  m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
FROM OrleansMembershipVersionTable v
LEFT JOIN OrleansMembershipTable m
  ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
WHERE v.DeploymentId = @DeploymentId
$query$),

('MembershipReadAllKey', $query$
SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort,
  m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
FROM OrleansMembershipVersionTable v
LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
WHERE v.DeploymentId = @DeploymentId
$query$),

('InsertMembershipVersionKey', $query$
WITH added AS (
  INSERT INTO OrleansMembershipVersionTable (DeploymentId)
  VALUES (@DeploymentId)
  ON CONFLICT (DeploymentId) DO NOTHING
  RETURNING DeploymentId
)
SELECT EXISTS (SELECT 1 FROM added)
$query$),

-- The row lock on the version serialises all writers of a cluster: whoever waited finds another version and does nothing.
('InsertMembershipKey', $query$
WITH raised AS (
  UPDATE OrleansMembershipVersionTable v
  SET Timestamp = now(), Version = v.Version + 1
  WHERE v.DeploymentId = @DeploymentId AND v.Version = @Version
    AND NOT EXISTS (
      SELECT 1 FROM OrleansMembershipTable m
      WHERE m.DeploymentId = @DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation)
  RETURNING v.DeploymentId
), added AS (
  INSERT INTO OrleansMembershipTable
    (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
  SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
  FROM raised
  RETURNING DeploymentId
)
SELECT EXISTS (SELECT 1 FROM added)
$query$),

('UpdateMembershipKey', $query$
WITH raised AS (
  UPDATE OrleansMembershipVersionTable v
  SET Timestamp = now(), Version = v.Version + 1
  WHERE v.DeploymentId = @DeploymentId AND v.Version = @Version
    AND EXISTS (
      SELECT 1 FROM OrleansMembershipTable m
      WHERE m.DeploymentId = @DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation)
  RETURNING v.DeploymentId
), changed AS (
  UPDATE OrleansMembershipTable m
  SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
  FROM raised
  WHERE m.DeploymentId = raised.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
  RETURNING m.DeploymentId
)
SELECT EXISTS (SELECT 1 FROM changed)
$query$),

('UpdateIAmAlivetimeKey', $query$
UPDATE OrleansMembershipTable
SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$query$),

('DeleteMembershipTableEntriesKey', $query$
DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId;
DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;
$query$),

('CleanupDefunctSiloEntriesKey', $query$
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3
$query$),

-- Optional for the provider, and preferred by it over the statement above: one silo that it read as dead, deleted only
-- if nobody touched the row since.
('CleanupDefunctSiloEntryKey', $query$
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
  AND Status = 6 AND StartTime = @StartTime AND IAmAliveTime = @IAmAliveTime
  AND coalesce(SuspectTimes, '') = coalesce(@SuspectTimes, '')
$query$),

('UpsertReminderRowKey', $query$
INSERT INTO OrleansRemindersTable AS r (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE
SET StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash, Version = r.Version + 1
RETURNING Version
$query$),

('ReadReminderRowsKey', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId
$query$),

('ReadReminderRowKey', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName
$query$),

('ReadRangeRows1Key', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash
$query$),

-- The range that passes the end of the ring.
('ReadRangeRows2Key', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)
$query$),

('DeleteReminderRowKey', $query$
WITH gone AS (
  DELETE FROM OrleansRemindersTable
  WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version
  RETURNING ServiceId
)
SELECT EXISTS (SELECT 1 FROM gone)
$query$),

('DeleteReminderRowsKey', $query$
DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId
$query$),

('ReadFromStorageKey', $query$
SELECT PayloadBinary, ModifiedOn, Version
FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '')
  AND ServiceId = @ServiceId
$query$),

-- Answers the new version, or the one given (null for a first write) where somebody else was first.
('WriteToStorageKey', $query$
WITH changed AS (
  UPDATE OrleansStorage s
  SET PayloadBinary = @PayloadBinary, ModifiedOn = now(), Version = s.Version + 1
  WHERE s.GrainIdHash = @GrainIdHash AND s.GrainTypeHash = @GrainTypeHash
    AND s.GrainIdN0 = @GrainIdN0 AND s.GrainIdN1 = @GrainIdN1
    AND s.GrainTypeString = @GrainTypeString AND s.GrainIdExtensionString = coalesce(@GrainIdExtensionString, '')
    AND s.ServiceId = @ServiceId AND s.Version = @GrainStateVersion
  RETURNING s.Version
), added AS (
  INSERT INTO OrleansStorage
    (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
      PayloadBinary, ModifiedOn, Version)
  SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, coalesce(@GrainIdExtensionString, ''),
    @ServiceId, @PayloadBinary, now(), 1
  WHERE @GrainStateVersion IS NULL
  ON CONFLICT DO NOTHING
  RETURNING Version
)
SELECT coalesce((SELECT Version FROM changed), (SELECT Version FROM added), @GrainStateVersion) AS NewGrainStateVersion
$query$),

('ClearStorageKey', $query$
WITH cleared AS (
  UPDATE OrleansStorage s
  SET PayloadBinary = NULL, ModifiedOn = now(), Version = s.Version + 1
  WHERE s.GrainIdHash = @GrainIdHash AND s.GrainTypeHash = @GrainTypeHash
    AND s.GrainIdN0 = @GrainIdN0 AND s.GrainIdN1 = @GrainIdN1
    AND s.GrainTypeString = @GrainTypeString AND s.GrainIdExtensionString = coalesce(@GrainIdExtensionString, '')
    AND s.ServiceId = @ServiceId AND s.Version = @GrainStateVersion
  RETURNING s.Version
)
SELECT coalesce((SELECT Version FROM cleared), @GrainStateVersion) AS NewGrainStateVersion
$query$),

('DeleteStorageKey', $query$
WITH gone AS (
  DELETE FROM OrleansStorage s
  WHERE s.GrainIdHash = @GrainIdHash AND s.GrainTypeHash = @GrainTypeHash
    AND s.GrainIdN0 = @GrainIdN0 AND s.GrainIdN1 = @GrainIdN1
    AND s.GrainTypeString = @GrainTypeString AND s.GrainIdExtensionString = coalesce(@GrainIdExtensionString, '')
    AND s.ServiceId = @ServiceId AND s.Version = @GrainStateVersion
  RETURNING s.Version
)
SELECT coalesce((SELECT Version + 1 FROM gone), @GrainStateVersion) AS NewGrainStateVersion
$query$);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON orleans.OrleansMembershipVersionTable, orleans.OrleansMembershipTable, orleans.OrleansRemindersTable, orleans.OrleansStorage
  TO ale_silo;

-- A web node is an Orleans client: it looks up the gateways and nothing else.
GRANT SELECT ON orleans.OrleansQuery TO ale_silo, ale_web;
GRANT SELECT ON orleans.OrleansMembershipTable, orleans.OrleansMembershipVersionTable TO ale_web;
