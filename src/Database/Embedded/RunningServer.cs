using System.Globalization;
using Npgsql;

namespace AleSekretariat.Database.Embedded;

/// <summary>
/// Finds the embedded server that another process runs, so that a command line tool reaches it: the server itself states in
/// <c>postmaster.pid</c> where it listens.
/// </summary>
public static class RunningServer
{
    /// <summary>The connection string of the server that runs on a data directory; null when none does.</summary>
    /// <param name="dataDirectory">As given to <see cref="EmbeddedPostgresOptions.DataDirectory"/>.</param>
    /// <param name="database">The database; the default of <see cref="EmbeddedPostgresOptions.Database"/>.</param>
    public static string? Find(string dataDirectory, string database = "alesekretariat")
    {
        if (Cluster.Existing(dataDirectory) is not { } cluster
            || PostmasterPid.Read(cluster) is not { IsReady: true } server
            || !server.IsServerOf(cluster))
        {
            return null;
        }

        // Line 4 is the port, 5 the folder of the socket, 6 the address; whichever is not used is empty.
        var lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = lines[4].Length > 0 ? lines[4] : lines[5],
            Port = int.Parse(lines[3], CultureInfo.InvariantCulture),
            Username = Cluster.Superuser,
            Database = database,
        };
        if (lines[4].Length == 0)
            connection.Password = File.ReadAllText(Path.Combine(dataDirectory, "postgres.password"));
        return connection.ConnectionString;
    }
}
