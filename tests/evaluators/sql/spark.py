"""Runs trial.sql of each folder over its facts.parquet in local Spark, and writes spark.ndjson there: one object a row."""

import json
import sys
from pathlib import Path

from pyspark.sql import SparkSession

SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

builder = SparkSession.builder.master("local[2]")
for name, value in SETTINGS.items():
    builder = builder.config(name, value)
session = builder.getOrCreate()
session.sparkContext.setLogLevel("ERROR")
for folder in map(Path, sys.argv[1:]):
    session.read.parquet(str(folder / "facts.parquet")).createOrReplaceTempView("facts")
    rows = session.sql((folder / "trial.sql").read_text()).collect()
    (folder / "spark.ndjson").write_text("".join(json.dumps(row.asDict()) + "\n" for row in rows))
