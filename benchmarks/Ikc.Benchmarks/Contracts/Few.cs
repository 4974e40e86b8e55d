// SPDX-License-Identifier: MIT
namespace Ikc.Benchmarks.Contracts;

internal sealed class Few : IFew
{
    public int Add(int a, int b) => a + b;

    public Person Echo(Person person) => person;
}
