using System.Runtime.CompilerServices;

namespace RealLearning.Ycs;

/// <summary>
/// All blocks of a document, by handle and by id. Hot: a remote keystroke looks up two ids and extends one block. Watched by the
/// engine's benchmark; must not allocate in the steady state.
/// </summary>
internal sealed partial class BlockStore
{
    private readonly Dictionary<long, int> _clientIndex = [];
    private readonly List<ClientBlocks> _clients = [];
    private Block[] _blocks = new Block[16];
    private int _count = 1;
    private int _free;
    private long _lastClient = -1;
    private int _lastClientIndex;

    public List<ClientBlocks> Clients => _clients;

    /// <summary>Blocks in use.</summary>
    public int BlockCount { get; private set; }

    public ref Block this[int handle]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _blocks[handle];
    }

    /// <summary>Index of a client, which is added where it is new.</summary>
    public int ClientOf(long id)
    {
        if (id == _lastClient)
        {
            return _lastClientIndex;
        }

        if (!_clientIndex.TryGetValue(id, out var index))
        {
            index = _clients.Count;
            _clients.Add(new ClientBlocks(id));
            _clientIndex.Add(id, index);
        }

        (_lastClient, _lastClientIndex) = (id, index);
        return index;
    }

    /// <summary>Index of a client, or -1.</summary>
    public int FindClient(long id) => id == _lastClient ? _lastClientIndex : _clientIndex.TryGetValue(id, out var index) ? index : -1;

    /// <summary>The next clock of a client, 0 where it is unknown.</summary>
    public int StateOf(long id) => FindClient(id) is >= 0 and var index ? _clients[index].State : 0;

    /// <summary>A fresh block; its fields are zero.</summary>
    public int Allocate()
    {
        BlockCount++;
        if (_free != 0)
        {
            var handle = _free;
            _free = _blocks[handle].Right;
            _blocks[handle] = default;
            return handle;
        }

        if (_count == _blocks.Length)
        {
            Array.Resize(ref _blocks, _count * 2);
        }

        return _count++;
    }

    public void Release(int handle)
    {
        BlockCount--;
        _blocks[handle] = new Block { Right = _free };
        _free = handle;
    }

    /// <summary>Adds a block behind the last of its client.</summary>
    public void Append(int handle)
    {
        var client = _clients[_blocks[handle].Client];
        if (client.Count == client.Handles.Length)
        {
            Array.Resize(ref client.Handles, client.Count * 2);
        }

        client.Handles[client.Count++] = handle;
        client.State = _blocks[handle].End;
    }

    public static void InsertAt(ClientBlocks client, int index, int handle)
    {
        if (client.Count == client.Handles.Length)
        {
            Array.Resize(ref client.Handles, client.Count * 2);
        }

        Array.Copy(client.Handles, index, client.Handles, index + 1, client.Count - index);
        client.Handles[index] = handle;
        client.Count++;
    }

    /// <summary>Takes blocks out of a client's list; they keep their handles.</summary>
    public static void RemoveAt(ClientBlocks client, int index, int count)
    {
        Array.Copy(client.Handles, index + count, client.Handles, index, client.Count - index - count);
        client.Count -= count;
    }

    /// <summary>Where in its client's list the block with this clock is. The clock must be below the client's state.</summary>
    public int IndexOf(ClientBlocks client, int clock)
    {
        var (low, high) = (0, client.Count - 1);
        if (_blocks[client.Handles[high]].Clock <= clock)
        {
            return high;
        }

        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            ref var block = ref _blocks[client.Handles[middle]];
            if (clock < block.Clock)
            {
                high = middle - 1;
            }
            else if (clock >= block.End)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        throw new InvalidOperationException($"Client {client.Id} has no clock {clock}.");
    }

    /// <summary>The block that holds an id.</summary>
    public int Find(int client, int clock)
    {
        var blocks = _clients[client];
        return blocks.Handles[IndexOf(blocks, clock)];
    }
}
