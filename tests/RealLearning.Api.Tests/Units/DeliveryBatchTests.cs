using Microsoft.AspNetCore.SignalR.Protocol;
using RealLearning.Api.Live;

namespace RealLearning.Api.Tests.Units;

public sealed class DeliveryBatchTests
{
    private const string Me = "me";

    [Fact]
    public void Without_NothingOfOnesOwn_IsTheSameForEverybody()
    {
        var batch = Batch("anna", "ben");

        Assert.Same(batch, batch.Without(Me));
    }

    [Fact]
    public void Without_AlsoOnesOwn_IsWhatOthersBroughtInOrderInOnePiece()
    {
        var others = Batch("anna", Me, "ben", Me, "anna").Without(Me)!;

        Assert.Equal([1, 3, 5], others.Deliveries.ToArray().Select(delivery => delivery.Sequence));
        Assert.Equal(others.Deliveries.ToArray().SelectMany(delivery => delivery.Frame), others.Frames);
    }

    [Fact]
    public void Without_OnlyOnesOwn_IsNothing() => Assert.Null(Batch(Me, Me).Without(Me));

    [Fact]
    public void HubMessage_Several_IsTheMessagesBehindOneAnotherInTheProtocolOfEach()
    {
        var batch = Batch("anna", "ben");
        foreach (IHubProtocol protocol in new IHubProtocol[] { new MessagePackHubProtocol(), new JsonHubProtocol() })
        {
            var separate = batch.Deliveries.ToArray().SelectMany(delivery => delivery.HubMessage.GetSerializedMessage(protocol).ToArray());

            Assert.Equal(separate, batch.HubMessage(protocol).GetSerializedMessage(protocol).ToArray());
        }
    }

    private static DeliveryBatch Batch(params string[] sessions) => new(
        [.. sessions.Select((session, i) => new Delivery("lab/batch", isAwareness: false, i + 1, session, [(byte)i]))]);
}
