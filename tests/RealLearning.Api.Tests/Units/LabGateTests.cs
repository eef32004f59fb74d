using RealLearning.Api.Access;

namespace RealLearning.Api.Tests.Units;

public sealed class LabGateTests
{
    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("https://127.8.9.1:1", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://192.168.1.4:5080", false)]
    [InlineData("http://localhost.example.org:5080", false)]
    [InlineData("http://unix:/run/x.sock", false)]
    public void IsLoopback_Address_IsJudgedByItsHost(string address, bool expected) =>
        Assert.Equal(expected, LabGate.IsLoopback(address));
}
