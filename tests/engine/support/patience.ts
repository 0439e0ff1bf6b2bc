// a setting of its own, because Jest takes `testTimeout` from the root configuration only
jest.setTimeout(600_000);
