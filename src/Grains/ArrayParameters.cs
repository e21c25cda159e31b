using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains;

/// <summary>Rows as arrays, for statements that unnest them.</summary>
internal static class ArrayParameters
{
    /// <summary>Adds one array parameter, an element for each row.</summary>
    public static void Add<TRow, TValue>(
        this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, NpgsqlDbType type, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(rows[i]);
        parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
