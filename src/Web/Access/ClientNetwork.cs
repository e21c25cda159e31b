using System.Net;
using System.Net.Sockets;

namespace AleSekretariat.Web.Access;

/// <summary>Who counts as one client: an IPv4 address, or a whole /64 of IPv6, which any household has.</summary>
internal static class ClientNetwork
{
    private const int NetworkBytes = 8;

    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes(), 0, NetworkBytes)
            : address.ToString();
    }
}
