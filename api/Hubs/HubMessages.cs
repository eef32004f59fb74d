using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace RealLearning.Api.Hubs;

/// <summary>What the server sends, as <c>docs/protocols.md</c> lists it. Each is serialised at most once for a hub protocol, however many connections get it.</summary>
internal static class HubMessages
{
    public static SerializedHubMessage Update(string document, byte[] update) => Send("Update", document, update);

    public static SerializedHubMessage Aware(string document, byte[] update) => Send("Aware", document, update);

    public static SerializedHubMessage Saved(string document, long number) => Send("Saved", document, number);

    public static SerializedHubMessage Status(string document, bool isRetrying) => Send("Status", document, isRetrying);

    public static SerializedHubMessage Right(string document, string right, string reason) => Send("Right", document, right, reason);

    public static SerializedHubMessage Resync(string document) => Send("Resync", document);

    public static SerializedHubMessage Refused(string document, long number, string code, string message) =>
        Send("Refused", document, number, code, message);

    public static SerializedHubMessage Closed(string document, string code, string message) => Send("Closed", document, code, message);

    private static SerializedHubMessage Send(string method, params object?[] arguments) => new(new InvocationMessage(method, arguments));
}
