using System.Net;
using RealLearning.Api.Access;

namespace RealLearning.Api.Tests.Units;

/// <summary>Whom a limit for an address counts as one.</summary>
public sealed class AddressLimitTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    public void Partition_IsAnAddressOfIPv4_AndANetworkOfIPv6(string address, string partition) => Assert.Equal(partition, AddressLimit.PartitionOf(IPAddress.Parse(address)));
}
