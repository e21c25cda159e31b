using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>Bodies after a schema of the API's description: nearly right, with something wrong in it.</summary>
internal sealed class HostileJson(JsonElement schemas, Dice dice, Func<string> someId)
{
    private static readonly IReadOnlyList<string> Junk =
    [
        "", " ", "null", "[]", "{}", "0", "true", "\"\"", "{", "[", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "{\"a\":1}{\"a\":2}", "// {}", "NaN", "{\"\\ud800\":1}", "\uFEFF{}", "\uE000", "{\"subject\":\"\uE000\"}",
    ];

    private static readonly IReadOnlyList<string> Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e400", "1E+2", "123456789012345678901234567890", "0.0000000000000000000000000001", "[]", "{}", "[null]", "[[[[]]]]", "{\"a\":{\"a\":{}}}",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\uFFFF\"", "\"\\u202e\"", "\"\\u0007\"", "\"\\x\"", "\"\n\"", "\"\uE000\"", "01", ".5", "+1", "'a'", "undefined",
    ];

    /// <summary>A body for a schema.</summary>
    public string Body(JsonElement schema) => dice.Below(100) switch
    {
        < 6 => dice.Of(Junk),
        < 8 => Deep(dice.Of((int[])[32, 63, 64, 65, 1000, 50_000])),
        < 9 => "{\"subject\":\"" + new string('a', dice.Of((int[])[250_000, 262_144, 300_000, 1_100_000])) + "\"}",
        _ => Value(schema, "", 0, spoil: dice.Chance(85)),
    };

    /// <summary>Nothing wrong with it, as far as names tell.</summary>
    public string Right(JsonElement schema) => Value(schema, "", 0, spoil: false);

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":[", levels)) + "1" + string.Concat(Enumerable.Repeat("]}", levels));

    private string Value(JsonElement schema, string name, int depth, bool spoil)
    {
        schema = Resolved(schema);
        if (depth < 4 && schema.TryGetProperty("properties", out var properties))
            return Object(properties, depth, spoil);
        if (spoil && dice.Chance(70))
            return dice.Chance(50) ? dice.Of(Values) : Quoted(HostileValues.Text(dice));
        if (depth < 4 && schema.TryGetProperty("items", out var items))
            return "[" + string.Join(',', Enumerable.Range(0, spoil ? dice.Of((int[])[0, 1, 2, 60]) : 1).Select(_ => Value(items, name, depth + 1, spoil))) + "]";
        return schema.TryGetProperty("enum", out var choices) && choices.GetArrayLength() > 0
            ? choices[dice.Below(choices.GetArrayLength())].GetRawText()
            : Usual(name, schema);
    }

    private string Object(JsonElement properties, int depth, bool spoil)
    {
        var members = properties.EnumerateObject().ToList();
        var spoilt = spoil && members.Count > 0 ? dice.Of(members).Name : null;
        var text = new StringBuilder("{");
        foreach (var member in members)
        {
            if (IsOptional(member.Name) && dice.Chance(spoil ? 50 : 80) && member.Name != spoilt)
                continue;
            var times = member.Name == spoilt && dice.Chance(8) ? 2 : 1;
            for (var i = 0; i < times; i++)
                text.Append(text.Length > 1 ? "," : "").Append(Quoted(member.Name)).Append(':').Append(Value(member.Value, member.Name, depth + 1, member.Name == spoilt));
        }

        if (spoil && dice.Chance(5))
            text.Append(text.Length > 1 ? "," : "").Append("\"__proto__\":{},\"$type\":\"x\"");
        return text.Append('}').ToString();
    }

    private static bool IsOptional(string name) => name is not ("subject" or "direction" or "reason" or "parties" or "name" or "email" or "password" or "company");

    private string Usual(string name, JsonElement schema)
    {
        var lower = name.ToUpperInvariant();
        return lower switch
        {
            "DIRECTION" => Quoted(dice.Of((string[])["incoming", "outgoing", "internal"])),
            "EMAIL" => Quoted($"ktos{dice.Below(1000)}@fuzz.example"),
            "PASSWORD" => Quoted("zgadywane hasło"),
            "NIP" or "POSTALNUMBER" or "EDELIVERYADDRESS" or "CODE" or "NOTICE" or "CORRESPONDENT" or "VALIDTO" => "null",
            "CURRENCY" => "\"PLN\"",
            "VALUE" => "\"10.00\"",
            "ADVANCE" => "\"P1D\"",
            "NOW" => "null",
            _ when lower.EndsWith("ID", StringComparison.Ordinal) => dice.Chance(50) ? "null" : Quoted(someId()),
            _ when lower.EndsWith("ON", StringComparison.Ordinal) && lower != "REASON" || lower is "LETTERDATE" or "VALIDFROM" => Quoted($"2026-11-{1 + dice.Below(25):00}"),
            _ when schema.TryGetProperty("type", out var type) && type.GetRawText().Contains("integer", StringComparison.Ordinal) => dice.Below(100).ToString(CultureInfo.InvariantCulture),
            _ when schema.TryGetProperty("type", out var type) && type.GetRawText().Contains("boolean", StringComparison.Ordinal) => dice.Chance(50) ? "true" : "false",
            _ => Quoted($"Pismo {dice.Below(10_000)}"),
        };
    }

    // Quoted as it is: a marked break must survive, and what JSON forbids raw is one of the tries.
    private string Quoted(string text) => "\"" + (dice.Chance(3)
        ? text
        : string.Join(HostileValues.BrokenUtf8, text.Split(HostileValues.BrokenUtf8).Select(piece => JsonSerializer.Serialize(piece)[1..^1]))) + "\"";

    private JsonElement Resolved(JsonElement schema)
    {
        for (var i = 0; i < 8; i++)
        {
            if (schema.TryGetProperty("$ref", out var reference))
                schema = schemas.GetProperty(reference.GetString()!.Split('/')[^1]);
            else if (FirstOf(schema) is { } first)
                schema = first;
            else
                break;
        }

        return schema;
    }

    private static JsonElement? FirstOf(JsonElement schema)
    {
        foreach (var word in (string[])["oneOf", "anyOf", "allOf"])
        {
            if (schema.TryGetProperty(word, out var list))
                return list.EnumerateArray().FirstOrDefault(one => !(one.TryGetProperty("type", out var type) && type.ValueEquals("null")), list[0]);
        }

        return null;
    }
}
