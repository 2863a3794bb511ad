/**
 * The fuzz targets, each a reader of the product behind properties that hold for all bytes, and the
 * inputs that were kept for them. {@link dev.provision.proof.fuzz.FuzzCorpusTest} replays these in
 * every build; {@code FuzzProof} looks for others.
 */
package dev.provision.proof.fuzz;
