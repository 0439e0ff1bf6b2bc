// Jest's project `native`: stories and models that say nothing of a door are told through the native one; of a model, a sample.
process.env["TEST_DOOR"] = "native";
process.env["FC_RUNS"] ??= "40";
