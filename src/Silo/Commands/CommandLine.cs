using System.CommandLine;
using AleSekretariat.Database;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Keys;

namespace AleSekretariat.Silo.Commands;

/// <summary>The verbs of the silo's program. Without one it is the silo.</summary>
internal sealed class CommandLine
{
    private readonly ParseResult _parsed;

    private CommandLine(ParseResult parsed) => _parsed = parsed;

    public static CommandLine Of(string[] args)
    {
        var root = new RootCommand("A silo of aleSekretariat. Without a command it runs until it is stopped; settings may follow as --Name=value.")
        {
            Migrate(),
            Grant(),
        };
        // "--urls=…" and other settings are the host's; a word that is no verb is a mistake.
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, cancellation) => parsed.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-')) is { } word
            ? Wrong($"\"{word}\" is no command. Commands: migrate, grant; write settings as --Name=value.")
            : RunSilo.Run([.. parsed.UnmatchedTokens], cancellation));
        return new CommandLine(root.Parse(args));
    }

    public Task<int> InvokeAsync() => _parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // The host itself listens to SIGTERM and Ctrl+C, and takes longer than the two seconds given here.
        ProcessTerminationTimeout = null,
    });

    private static Command Migrate()
    {
        var command = new Command("migrate", "Brings the database of ConnectionStrings__Postgres up to this version.");
        command.SetAction(async (_, cancellation) =>
        {
            var scripts = await Migrator.MigrateAsync(Settings().GetConnectionString("Postgres"), cancellation);
            foreach (var script in scripts)
                await Console.Out.WriteLineAsync(script);
            await Console.Out.WriteLineAsync(scripts.Count == 0 ? "The database is up to date." : $"{scripts.Count} scripts were run.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Grant()
    {
        var tenant = new Argument<string>("TENANT") { Description = "The tenant's id, its NIP, or its company name exactly." };
        var package = new Argument<Package>("PACKAGE") { Description = "silver, gold or platinum." };
        var period = new Argument<BillingPeriod>("PERIOD") { Description = "month or year." };
        var reason = new Option<string>("--reason") { Description = "Why; kept in the licence's history.", Required = true };
        var by = new Option<string>("--by") { Description = "Who grants it.", DefaultValueFactory = _ => Environment.UserName };
        var command = new Command("grant", "Gives a tenant a package without payment, from today or appended to what runs.")
        {
            tenant, package, period, reason, by,
        };
        command.SetAction((parsed, cancellation) => new GrantCommand(Settings()).Run(
            parsed.GetRequiredValue(tenant), parsed.GetRequiredValue(package), parsed.GetRequiredValue(period),
            parsed.GetRequiredValue(reason), parsed.GetRequiredValue(by), cancellation));
        return command;
    }

    private static async Task<int> Wrong(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return ExitCodes.Misconfigured;
    }

    /// <summary>The settings the host would see: files beside the program, environment, secrets.</summary>
    private static ConfigurationManager Settings()
    {
        var settings = WebApplication.CreateBuilder().Configuration;
        settings.AddSecretFiles();
        return settings;
    }
}
