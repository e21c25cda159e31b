using System.Collections.Immutable;
using AleSekretariat.Domain.Members;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;

namespace AleSekretariat.Grains.Tenants;

/// <summary>The rules' refusals as they cross the wire.</summary>
internal static class Refusals
{
    public static Refusal Of(GateRefusal refusal) => refusal switch
    {
        GateRefusal.QuotaExhausted quota => new Refusal.QuotaExhausted(quota.Kind, quota.Used, quota.Limit, quota.ResetsAt),
        GateRefusal.ReadOnly readOnly => new Refusal.ReadOnly(readOnly.State, readOnly.DeletionAt),
        GateRefusal.UsersExhausted users => new Refusal.UserLimit(users.Used, users.Limit),
        GateRefusal.StorageExhausted storage => new Refusal.StorageLimit(storage.Used, storage.Limit),
        GateRefusal.Suspended => new Refusal.Suspended(),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "No such refusal."),
    };

    public static Refusal Of(MemberRefusal refusal) => refusal switch
    {
        MemberRefusal.NotFound => new Refusal.NotFound(),
        MemberRefusal.LastOwner => new Refusal.Conflict("last-owner"),
        MemberRefusal.NotActive => new Refusal.Conflict("not-active"),
        MemberRefusal.OnlyByTransfer => new Refusal.Conflict("only-by-transfer"),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "No such refusal."),
    };

    public static Refusal Of(IReadOnlyList<FieldError> errors) =>
        new Refusal.Invalid([.. errors.Select(error => new FieldProblem(error.Field, error.Code, [.. error.Values]))]);

    public static Refusal Invalid(string field, string code, params ImmutableArray<string> arguments) =>
        new Refusal.Invalid([new FieldProblem(field, code, arguments)]);
}
