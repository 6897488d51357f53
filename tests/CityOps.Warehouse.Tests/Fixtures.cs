using CityOps.Tests.Shared;

[assembly: AssemblyFixture(typeof(EngineFixture))]
