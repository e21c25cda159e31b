using System.Collections.Immutable;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Pages.Shared.Wording;

namespace AleSekretariat.Web.Access;

/// <summary>Refusals and faults as HTTP problems: the one place that knows which status and members go with which code (api.md).</summary>
public static class RefusalProblems
{
    /// <summary>The problem of a refusal.</summary>
    public static Problem Of(Refusal refusal) => refusal switch
    {
        Refusal.QuotaExhausted quota => new Problem(StatusCodes.Status403Forbidden, "quota-exhausted")
        {
            TextValues = [quota.Limit, WarsawTime.LocalOf(quota.ResetsAt)],
        }
            .With("kind", quota.Kind == RegisterKind.Correspondence ? "correspondence" : "contracts")
            .With("used", quota.Used).With("limit", quota.Limit).With("resetsAt", quota.ResetsAt),
        Refusal.ReadOnly readOnly => new Problem(StatusCodes.Status403Forbidden, "read-only")
            .With("state", StateOf(readOnly.State)).With("deletionAt", readOnly.DeletionAt),
        Refusal.Suspended => new Problem(StatusCodes.Status403Forbidden, "suspended"),
        Refusal.UserLimit users => new Problem(StatusCodes.Status403Forbidden, "user-limit") { TextValues = [users.Limit] }
            .With("used", users.Used).With("limit", users.Limit),
        Refusal.StorageLimit storage => new Problem(StatusCodes.Status403Forbidden, "quota-exhausted") { Texts = "storage-exhausted", TextValues = [Formats.Size(storage.Limit)] }
            .With("kind", "storage").With("used", storage.Used).With("limit", storage.Limit),
        Refusal.Invalid invalid => Validation(invalid.Problems),
        Refusal.NotFound => NotFound(),
        Refusal.Conflict conflict => Conflict(conflict.Reason),
        Refusal.Stale => new Problem(StatusCodes.Status412PreconditionFailed, "precondition-failed"),
        Refusal.IdempotencyMismatch => new Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-mismatch"),
        Refusal.Forbidden forbidden => Forbidden(forbidden.Reason),
        Refusal.TenantGone => Unauthorized(),
        _ => throw new NotSupportedException($"No problem is known for {refusal}."),
    };

    /// <summary>400: messages by field, and their stable codes by field.</summary>
    public static Problem Validation(params ImmutableArray<FieldProblem> problems) =>
        WithFields(new Problem(StatusCodes.Status400BadRequest, "validation"), problems);

    private static Problem WithFields(Problem problem, ImmutableArray<FieldProblem> problems)
    {
        var fields = problems.GroupBy(found => found.Field, StringComparer.Ordinal).ToList();
        return problem
            .With("errors", fields.Select(field => KeyValuePair.Create(field.Key, field.Select(FieldErrorText.For).ToArray())))
            .With("codes", fields.Select(field => KeyValuePair.Create(field.Key, field.Select(found => found.Code).ToArray())));
    }

    /// <summary>401. Sends the challenge header as well.</summary>
    public static Problem Unauthorized() => new(StatusCodes.Status401Unauthorized, "unauthorized") { Challenge = true };

    /// <summary>401 to an address and password that do not fit, or not now.</summary>
    public static Problem WrongPassword() => new(StatusCodes.Status401Unauthorized, "unauthorized") { Challenge = true, Texts = "wrong-password" };

    /// <summary>401 to a right password without a right code of the second factor; names the field.</summary>
    public static Problem WrongCode(FieldProblem problem) =>
        WithFields(new(StatusCodes.Status401Unauthorized, "unauthorized") { Challenge = true, Texts = "wrong-code" }, [problem]);

    /// <summary>403, with a stable word for the reason.</summary>
    public static Problem Forbidden(string reason) => new Problem(StatusCodes.Status403Forbidden, "forbidden").With("reason", reason);

    /// <summary>403 to whoever has no second factor, where the company asks for one of everybody.</summary>
    public static Problem NeedsSecondFactor() =>
        new Problem(StatusCodes.Status403Forbidden, "forbidden") { Texts = "second-factor" }.With("reason", "second-factor");

    /// <summary>404.</summary>
    public static Problem NotFound() => new(StatusCodes.Status404NotFound, "not-found");

    /// <summary>409, with a stable word for the reason.</summary>
    public static Problem Conflict(string reason) => new Problem(StatusCodes.Status409Conflict, "conflict").With("reason", reason);

    /// <summary>428: a change that does not say which version it changes.</summary>
    public static Problem PreconditionRequired() => new(StatusCodes.Status428PreconditionRequired, "precondition-required");

    /// <summary>503: it passes by itself.</summary>
    public static Problem Unavailable() => new(StatusCodes.Status503ServiceUnavailable, "unavailable") { RetryAfter = Faults.RetryAfter };

    /// <summary>The problem of a bare status code, for what the framework refuses.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "bad-request"),
        StatusCodes.Status401Unauthorized => Unauthorized(),
        StatusCodes.Status403Forbidden => new(status, "forbidden"),
        StatusCodes.Status404NotFound => NotFound(),
        StatusCodes.Status405MethodNotAllowed => new(status, "method-not-allowed"),
        StatusCodes.Status408RequestTimeout => new(status, "timeout"),
        StatusCodes.Status413PayloadTooLarge => new(status, "too-large"),
        StatusCodes.Status415UnsupportedMediaType => new(status, "unsupported-media-type"),
        StatusCodes.Status429TooManyRequests => new(status, "rate-limited"),
        StatusCodes.Status503ServiceUnavailable => Unavailable(),
        >= 500 => new(status, "internal"),
        _ => new(status, "bad-request"),
    };

    private static string StateOf(AccountState state) => state switch
    {
        AccountState.Active => "active",
        AccountState.ReadOnly => "readOnly",
        AccountState.Closing => "closing",
        _ => "deleted",
    };
}
