// A process of its own that runs an embedded server, for tests to kill or to start as another user:
//   EmbeddedHost DATA-DIRECTORY [BINARIES-DIRECTORY]
// Prints the connection string once clients can connect, and stops when its standard input ends.
using AleSekretariat.Database.Embedded;

try
{
    await using var server = await EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions { DataDirectory = args[0], BinariesDirectory = args.ElementAtOrDefault(1), Durable = false },
        CancellationToken.None);
    Console.WriteLine(server.ConnectionString);
    await Console.In.ReadToEndAsync();
    return 0;
}
catch (EmbeddedPostgresException e)
{
    Console.WriteLine(e.Message);
    return 1;
}
