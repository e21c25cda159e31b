using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Logging.Console;

namespace AleSekretariat.Web.Operations;

/// <summary>
/// Outside Development a log line is one JSON object with its instant in UTC: what came from outside cannot begin a line of its
/// own, and a collector reads it without guessing. <c>Logging:Console:FormatterName</c> asks for another look.
/// </summary>
internal static class LogLines
{
    public static void AddLogLines(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() || builder.Configuration["Logging:Console:FormatterName"] is { Length: > 0 } and not ConsoleFormatterNames.Json)
            return;
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Json);
        builder.Services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.TimestampFormat = "O";
            json.UseUtcTimestamp = true;
            json.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
        });
    }
}
