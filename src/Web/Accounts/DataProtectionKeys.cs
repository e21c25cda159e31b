using System.Xml.Linq;
using AleSekretariat.Database;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace AleSekretariat.Web.Accounts;

/// <summary>Data Protection keys in PostgreSQL: any web node reads the cookies of any other, also after all were replaced.</summary>
public sealed class DataProtectionKeys(WebDatabase database) : IXmlRepository
{
    private const string All = "SELECT xml FROM app.data_protection_key ORDER BY id";
    private const string Add = "INSERT INTO app.data_protection_key (friendly_name, xml) VALUES ($1, $2)";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.DataSource.CreateCommand(All);
        using var reader = command.ExecuteReader();
        var keys = new List<XElement>();
        while (reader.Read())
            keys.Add(XElement.Parse(reader.GetString(0)));
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var command = database.DataSource.CreateCommand(Add);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = friendlyName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
