// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

public unsafe ref partial struct IkcSyncCall
{
    /// <summary>Sends the call of a method that declares faults, and waits for its reply.</summary>
    public void Invoke(IkcFaultDecoder faults)
    {
        _lane!.Expect(faults);
        Invoke();
    }
}
