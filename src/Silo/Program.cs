using System.ComponentModel.DataAnnotations;
using AleSekretariat.Database;
using AleSekretariat.Database.Embedded;
using AleSekretariat.Silo.Commands;
using Microsoft.Extensions.Options;

try
{
    return await CommandLine.Of(args).InvokeAsync();
}
catch (Exception e) when (e is ValidationException or OptionsValidationException or DatabaseConfigurationException
    or MigrationFailedException or EmbeddedPostgresException)
{
    // Something to be put right by whoever started it: what to do, without a stack trace.
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCodes.Misconfigured;
}
