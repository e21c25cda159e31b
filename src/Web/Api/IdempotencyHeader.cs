using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;

namespace AleSekretariat.Web.Api;

/// <summary>The header <c>Idempotency-Key</c>: none, or 1-200 visible ASCII characters.</summary>
public sealed class IdempotencyHeader : IRequestPart, IBindableFromHttpContext<IdempotencyHeader>
{
    public const string Name = "Idempotency-Key";
    private const int MostCharacters = 200;

    private string? Key { get; init; }

    public Problem? Problem { get; private init; }

    public static ValueTask<IdempotencyHeader?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = context.Request.Headers[Name];
        if (values.Count == 0)
            return new(new IdempotencyHeader());
        if (values.Count == 1 && values[0] is { Length: > 0 and <= MostCharacters } key && key.All(c => c is > ' ' and < '\x7f'))
            return new(new IdempotencyHeader { Key = key });
        return new(new IdempotencyHeader { Problem = RefusalProblems.Validation(new FieldProblem(Name, "idempotencyKey", [])) });
    }

    /// <summary>The key for one command on one route. Its hash is of what the command means, not of how the body was written.</summary>
    public IdempotencyKey? For<TCommand>(string route, TCommand command, JsonTypeInfo<TCommand> type) =>
        Key is null ? null : new IdempotencyKey(route, Key, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, type)));
}
