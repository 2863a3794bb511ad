/**
 * From bound declarations to {@link dev.provision.graph.LinkedPlay}: every name is tied to what it
 * names, and the resources stand in a graph without cycles. The only package that knows the graph
 * library.
 */
package dev.provision.graph;
