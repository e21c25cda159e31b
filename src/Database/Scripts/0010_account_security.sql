-- Where a session is and when it was last used: shown to its person, and it ends when it was idle or open for too long.
ALTER TABLE app.session
  ADD COLUMN user_agent    text        NULL,
  ADD COLUMN address       inet        NULL,
  ADD COLUMN last_seen_at  timestamptz NULL,
  -- the cookie outlives the browser
  ADD COLUMN remember      boolean     NOT NULL DEFAULT false;
UPDATE app.session SET last_seen_at = created_at;
ALTER TABLE app.session ALTER COLUMN last_seen_at SET NOT NULL, ALTER COLUMN last_seen_at SET DEFAULT now();

-- Whether a session is still good: 30 days at most, 12 hours without a visit, 14 days where it is remembered. The web node
-- asks with each request, and for its live connections every few seconds.
CREATE FUNCTION app.session_is_good(session app.session, at timestamptz) RETURNS boolean
  LANGUAGE sql STABLE
  RETURN (session).created_at > at - interval '30 days'
    AND (session).last_seen_at > at - CASE WHEN (session).remember THEN interval '14 days' ELSE interval '12 hours' END;
REVOKE ALL ON FUNCTION app.session_is_good(app.session, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.session_is_good(app.session, timestamptz) TO ale_web;
