using System.Text;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>What nobody means to type. None of them looks like what <see cref="Oracles"/> takes for a leak: pages echo them.</summary>
internal static class HostileValues
{
    /// <summary>Stands for bytes that are no UTF-8; replaced when a text becomes bytes.</summary>
    public const char BrokenUtf8 = '\uE000';

    public static readonly IReadOnlyList<string> Texts =
    [
        "", " ", "\t", "\u0000", "a\u0000b", "\u0001\u0002", "\u001b[31mczerwone", "\u007f", "\u0085", "\r\nSet-Cookie: a=b", "\u2028\u2029",
        "\uFEFF", "\uFEFFPismo", "\u202Egnp.exe", "\u200B\u200B\u200B", "\u200F\u200E", "\u3164\u3164\u3164", "\uFFFE", "\uFFFF", "\uFFFD", "e\u0301\u0301\u0301\u0301\u0301",
        "\U0001F4A9\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0010FFFF", "\uE000", "Pi\uE000smo", "ŁÓDŹ", "ıİſK", "ﬃ", "𝔓𝔦𝔰𝔪𝔬", "٣٤٥", "１２３",
        "'; --", "' OR '1'='1", "\\", "\\'", "%", "_%_", "%00", "%0d%0a", "%ff", "%u0041", "..", "../../../etc/hosts", "..\\..\\", "/", "//", "file:///", "http://127.0.0.1:1/",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{7*7}}", "${7*7}", "@(1+1)", "<!--", "]]>", "&#0;", "&amp;", "javascript:alert(1)",
        "null", "undefined", "true", "NaN", "Infinity", "-0", "0x10", "1e309", "1e-400", "99999999999999999999999999", "-1", "2147483648", "-2147483649", "9223372036854775808",
        "0.1e1", "1,5", "1.000,50", "1 234,50", "12,345", "00", "+1", "0.001", "79228162514264337593543950336",
        "0000-00-00", "2026-02-30", "9999-12-31", "10000-01-01", "-2026-01-01", "1899-12-31", "2026-11-25T00:00:00Z", "2026-11-25T99:99:99+99:99", "25.11.2026", "31.04.2026", "P99999999Y", "P-1D", "PT", "P1Y1Y", "PT0.0000001S",
        "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000001}", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0000", "a@b", "a@b@c", "\"a b\"@c.example", "żółw@łódź.example", "a@[127.0.0.1]", "5213017228", "0000000000",
        "AE:PL-12345-67890-ABCDE-12", "RPW/{seq}/{yyyy}", "{seq:99999999}", "{yyyy}{yyyy}{yyyy}", "{", "{seq",
    ];

    private static readonly IReadOnlyList<int> Lengths = [100, 101, 200, 201, 300, 301, 500, 501, 1000, 1001, 5000, 40_000];

    /// <summary>One of the texts, or a long one.</summary>
    public static string Text(Dice dice) => dice.Chance(12)
        ? string.Concat(Enumerable.Repeat(dice.Of((string[])["a", "ż", "\U0001F4A9", " ", "\n", "e\u0301"]), dice.Of(Lengths)))
        : dice.Of(Texts);

    /// <summary>A text as UTF-8, but for what is marked as broken.</summary>
    public static byte[] Bytes(string text)
    {
        var pieces = text.Split(BrokenUtf8);
        var bytes = new List<byte>();
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
                bytes.AddRange([0xC3, 0x28, 0xED, 0xA0, 0x80]);
            bytes.AddRange(Encoding.UTF8.GetBytes(pieces[i]));
        }

        return [.. bytes];
    }

    /// <summary>A text as it travels in an address or a form.</summary>
    public static string Encoded(string text) => string.Concat(Bytes(text).Select(b => char.IsAsciiLetterOrDigit((char)b) ? ((char)b).ToString() : $"%{b:X2}"));

    /// <summary>The same, sometimes oddly.</summary>
    public static string Encoded(string text, Dice dice)
    {
        var encoded = Encoded(text);
        return dice.Below(20) switch
        {
            0 => encoded + "%",
            1 => encoded + "%zz",
            2 => encoded.Replace("%", "%25", StringComparison.Ordinal),
            3 => encoded + "%C0%AF",
            4 => encoded + "+%00+",
            _ => encoded,
        };
    }
}
