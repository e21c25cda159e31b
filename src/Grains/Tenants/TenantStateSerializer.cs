using System.Text.Json;
using Orleans.Storage;

namespace AleSekretariat.Grains.Tenants;

/// <summary>Grain state as JSON: readable by people, and the rules' types need know nothing of Orleans.</summary>
public sealed class TenantStateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new();

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    /// <inheritdoc/>
    public T Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options)!;
    }
}
