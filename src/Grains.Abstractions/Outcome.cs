using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;

namespace AleSekretariat.Grains.Abstractions;

/// <summary>The answer to a command: a value, or the reason it was refused. Faults are exceptions, refusals are not.</summary>
/// <typeparam name="T">What a granted command answers.</typeparam>
[GenerateSerializer, Immutable, Alias("Outcome`1")]
public sealed record Outcome<T> where T : class
{
    /// <summary>The answer; null when refused.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>Why not; null when granted.</summary>
    [Id(1)]
    public Refusal? Refusal { get; init; }

    /// <summary>Whether the command was granted.</summary>
    /// <param name="value">The answer.</param>
    /// <param name="refusal">The reason, if not.</param>
    public bool Granted([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = Value;
        refusal = Refusal;
        return refusal is null;
    }

    /// <summary>A granted command.</summary>
    /// <param name="value">The answer.</param>
    public static implicit operator Outcome<T>(T value) => new() { Value = value };

    /// <summary>A refused command.</summary>
    /// <param name="refusal">The reason.</param>
    public static implicit operator Outcome<T>(Refusal refusal) => new() { Refusal = refusal };
}

/// <summary>Why a command was refused. A closed set; the HTTP problem's code stands beside each (api.md).</summary>
[GenerateSerializer, Immutable, Alias("Refusal")]
public abstract record Refusal
{
    /// <summary><c>quota-exhausted</c>: the month's limit is used up (product.md §1). Nothing was stored, no number used.</summary>
    /// <param name="Kind">Which register.</param>
    /// <param name="Used">Registrations in the Warsaw month so far.</param>
    /// <param name="Limit">The package's limit.</param>
    /// <param name="ResetsAt">The Warsaw midnight, in UTC, that begins the next month.</param>
    [GenerateSerializer, Immutable, Alias("Refusal.QuotaExhausted")]
    public sealed record QuotaExhausted(
        [property: Id(0)] RegisterKind Kind,
        [property: Id(1)] int Used,
        [property: Id(2)] int Limit,
        [property: Id(3)] DateTimeOffset ResetsAt) : Refusal;

    /// <summary><c>read-only</c>: the licence does not allow writing (product.md §2).</summary>
    /// <param name="State">Read-only or closing.</param>
    /// <param name="DeletionAt">When the data will be deleted.</param>
    [GenerateSerializer, Immutable, Alias("Refusal.ReadOnly")]
    public sealed record ReadOnly(
        [property: Id(0)] AccountState State,
        [property: Id(1)] DateTimeOffset? DeletionAt) : Refusal;

    /// <summary><c>suspended</c>: the operator suspended writing.</summary>
    [GenerateSerializer, Immutable, Alias("Refusal.Suspended")]
    public sealed record Suspended : Refusal;

    /// <summary><c>user-limit</c>: the package's places for people are taken (product.md §1).</summary>
    /// <param name="Used">People with access.</param>
    /// <param name="Limit">The package's limit.</param>
    [GenerateSerializer, Immutable, Alias("Refusal.UserLimit")]
    public sealed record UserLimit([property: Id(0)] int Used, [property: Id(1)] int Limit) : Refusal;

    /// <summary><c>quota-exhausted</c> of kind <c>storage</c>: the package's room for attachments is used up (product.md §1).</summary>
    /// <param name="Used">Bytes kept.</param>
    /// <param name="Limit">The package's limit in bytes.</param>
    [GenerateSerializer, Immutable, Alias("Refusal.StorageLimit")]
    public sealed record StorageLimit([property: Id(0)] long Used, [property: Id(1)] long Limit) : Refusal;

    /// <summary><c>validation</c>: what is wrong, field by field.</summary>
    /// <param name="Problems">At least one.</param>
    [GenerateSerializer, Immutable, Alias("Refusal.Invalid")]
    public sealed record Invalid([property: Id(0)] ImmutableArray<FieldProblem> Problems) : Refusal;

    /// <summary><c>not-found</c>: no such thing in this tenant.</summary>
    [GenerateSerializer, Immutable, Alias("Refusal.NotFound")]
    public sealed record NotFound : Refusal;

    /// <summary><c>conflict</c>: the thing's state does not allow it.</summary>
    /// <param name="Reason">A stable word, e.g. <c>already-annulled</c>.</param>
    [GenerateSerializer, Immutable, Alias("Refusal.Conflict")]
    public sealed record Conflict([property: Id(0)] string Reason) : Refusal;

    /// <summary><c>precondition-failed</c>: the thing changed since the caller read it. Nothing was stored.</summary>
    /// <param name="Version">The version it has now.</param>
    [GenerateSerializer, Immutable, Alias("Refusal.Stale")]
    public sealed record Stale([property: Id(0)] int Version) : Refusal;

    /// <summary><c>idempotency-mismatch</c>: the key was used before with another body.</summary>
    [GenerateSerializer, Immutable, Alias("Refusal.IdempotencyMismatch")]
    public sealed record IdempotencyMismatch : Refusal;

    /// <summary><c>forbidden</c>: the actor's role is not enough, or a confirmation (company name) did not match.</summary>
    /// <param name="Reason">A stable word, e.g. <c>role</c>.</param>
    [GenerateSerializer, Immutable, Alias("Refusal.Forbidden")]
    public sealed record Forbidden([property: Id(0)] string Reason) : Refusal;

    /// <summary>The tenant does not exist any more, or never did: 401 for its tokens, 404 for its pages.</summary>
    [GenerateSerializer, Immutable, Alias("Refusal.TenantGone")]
    public sealed record TenantGone : Refusal;
}

/// <summary>One thing wrong with one field.</summary>
/// <param name="Field">The field's name as in the API, camelCase; dotted and indexed inside (<c>parties[0].nip</c>).</param>
/// <param name="Code">A stable code: <c>required</c>, <c>tooLong</c>, … Texts live in the resources.</param>
/// <param name="Arguments">Values the text names, invariant (dates as yyyy-MM-dd).</param>
[GenerateSerializer, Immutable, Alias("FieldProblem")]
public sealed record FieldProblem(
    [property: Id(0)] string Field,
    [property: Id(1)] string Code,
    [property: Id(2)] ImmutableArray<string> Arguments);
